import { Command } from 'commander'
import { paint, print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('revoke an invitation: its link stops working')
    .argument('<invitation>', 'ID of the invitation')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      await server.invitations.revoke(id)
      if (json) return printJson({ id, revoked: true })
      print(`${paint('green', '✓')} Revoked: ${id}`)
    })
}
