import { Command } from 'commander'
import { paint, print } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('revoke an invitation: its link stops working')
    .argument('<invitation>', 'ID of the invitation')
    .action(async (id: string, _options: object, command: Command) => {
      await serverOf(command).server.invitations.revoke(id)
      print(`${paint('green', '✓')} Revoked: ${id}`)
    })
}
