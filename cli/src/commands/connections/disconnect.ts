import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

export function disconnectCommand(): Command {
  return connectionCommand('disconnect')
    .description('revoke and delete the credential; the connection stays and can be reconnected')
    .argument('<connection>', 'ID or name')
    .action(async (named: string, _options: object, command: Command) => {
      const { server, id, json } = await chosenConnection(command, named)
      const { account, provider } = await server.connections.get(id)
      const name = account.name
      if (!(await confirmAction(command, `Disconnect ${name} (${provider})?`)))
        return note('Nothing was changed.')
      const result = await server.connections.disconnect(id)
      if (json) return printJson(result)
      print(`${paint('green', '✓')} Disconnected: ${name}`)
      print(`  ${result.detail}`)
      if (result.authorizedAppsUrl) print(`  ${result.authorizedAppsUrl}`)
    })
}
