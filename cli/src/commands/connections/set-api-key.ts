import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printConnection } from '../../print-connection.ts'
import { askSecret } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

export function setApiKeyCommand(): Command {
  return connectionCommand('set')
    .description('add or replace the API key; it is asked for, or read from a pipe')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      printConnection(
        await server.connections.setApiKey(id, { apiKey: await askSecret(command, 'API key') }),
        json,
        { calledAs },
      )
    })
}
