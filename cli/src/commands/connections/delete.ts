import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

export function deleteCommand(): Command {
  return connectionCommand('delete')
    .description('disconnect if needed, then delete the connection and all personal data with it')
    .argument('<connection>', 'ID or name')
    .action(async (named: string, _options: object, command: Command) => {
      const { server, id, json } = await chosenConnection(command, named)
      const { account, provider } = await server.connections.get(id)
      const name = account.name
      if (!(await confirmAction(command, `Delete ${name} (${provider})? This cannot be undone.`)))
        return note('Nothing was changed.')
      const result = await server.connections.delete(id)
      if (json) return printJson(result)
      print(`${paint('green', '✓')} Deleted: ${name}`)
      print(`  ${result.detail}`)
      if (result.authorizedAppsUrl) print(`  ${result.authorizedAppsUrl}`)
    })
}
