import { Command } from 'commander'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function deleteCommand(): Command {
  return new Command('delete')
    .description('delete an OAuth app without connections')
    .argument('<app>', 'ID of the OAuth app')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      if (!(await confirmAction(command, `Delete the OAuth app ${id}? This cannot be undone.`)))
        return note('Nothing was changed.')
      await server.oauthApps.delete(id)
      if (json) return printJson({ id, deleted: true })
      print(`${paint('green', '✓')} Deleted: ${id}`)
    })
}
