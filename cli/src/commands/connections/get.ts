import type { Command } from 'commander'
import { chosenConnection, connectionNames } from '../../choose-connection.ts'
import { printConnection } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function getCommand(): Command {
  return connectionCommand('get')
    .description('show a connection: status, credential, permissions')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      const [connection, names] = await Promise.all([
        server.connections.get(id),
        connectionNames(server, [id]),
      ])
      printConnection(connection, json, { calledAs, shortName: names.get(id) })
    })
}
