import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { connectionCommand } from '../../global-options.ts'

export function tokenCommand(): Command {
  return connectionCommand('token')
    .description('print a valid access token, alone on its line')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (connection: string | undefined, _options: object, command: Command) => {
      const { server, id, json } = await chosenConnection(command, connection)
      const token = await server.connections.getAccessToken(id)
      if (json) printJson(token)
      else print(token.accessToken)
    })
}
