import { Command } from 'commander'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('revoke a secret key: requests with it are rejected at once')
    .argument('<key>', 'ID of the secret key')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      if (!(await confirmAction(command, `Revoke the secret key ${id}? This cannot be undone.`)))
        return note('Nothing was changed.')
      await server.secretKeys.revoke(id)
      if (json) return printJson({ id, revoked: true })
      print(`${paint('green', '✓')} Revoked: ${id}`)
    })
}
