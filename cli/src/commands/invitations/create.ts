import type { Role } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { note, print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function createCommand(): Command {
  return new Command('create')
    .description('invite a user by email, and print the link')
    .argument('<email>', 'email address of the user')
    .addOption(
      new Option('--role <role>', 'role in the workspace')
        .choices(['owner', 'admin', 'member'])
        .default('member'),
    )
    .action(async (email: string, { role }: { readonly role: Role }, command: Command) => {
      const { server, json } = serverOf(command)
      const invitation = await server.invitations.create({ email, role })
      if (json) return printJson(invitation)
      note(
        invitation.emailSent
          ? `Emailed to ${email}. The link:`
          : 'Not emailed: the server has no SMTP server. Send this link to the user:',
      )
      print(invitation.url)
    })
}
