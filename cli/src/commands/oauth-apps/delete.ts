import { Command } from 'commander'
import { note, paint, print } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function deleteCommand(): Command {
  return new Command('delete')
    .description('delete an OAuth app without connections')
    .argument('<app>', 'ID of the OAuth app')
    .action(async (id: string, _options: object, command: Command) => {
      const { server } = serverOf(command)
      if (!(await confirmAction(command, `Delete the OAuth app ${id}? This cannot be undone.`)))
        return note('Nothing was changed.')
      await server.oauthApps.delete(id)
      print(`${paint('green', '✓')} Deleted: ${id}`)
    })
}
