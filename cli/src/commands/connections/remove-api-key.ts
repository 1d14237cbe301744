import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printConnection } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function removeApiKeyCommand(): Command {
  return connectionCommand('remove')
    .description('remove the API key here; at the provider it stays valid until it is disabled there')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      printConnection(await server.connections.removeApiKey(id), json, { calledAs })
    })
}
