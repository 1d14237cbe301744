import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { EXIT } from '../../cli-error.ts'
import { printConnection } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function refreshCommand(): Command {
  return connectionCommand('refresh')
    .description('get a new access token now')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      const connection = await server.connections.refresh(id)
      printConnection(connection, json, { calledAs })
      if (connection.status === 'disconnected' || connection.health.status === 'failing')
        process.exitCode = EXIT.failed
    })
}
