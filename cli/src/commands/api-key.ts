import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { askSecret } from '../question.ts'
import { printConnection, printJson } from '../output.ts'

export function apiKeyCommand(): Command {
  return new Command('api-key')
    .description('a key of the platform that stands in when the token of a connection fails')
    .addCommand(
      new Command('set')
        .description(
          'put a key beside the token, or another in its place; it is asked for, or read from a pipe',
        )
        .argument('<connection>', 'the connection’s id')
        .action(async (id: string, _options: object, command: Command) => {
          const { server, json } = serverOf(command)
          const connection = await server.setApiKey(id, await askSecret('API key: '))
          if (json) printJson(connection)
          else printConnection(connection)
        }),
    )
    .addCommand(
      new Command('connect')
        .description('connect an account with a key alone; it is asked for, or read from a pipe')
        .argument('<provider>', 'such as mailchimp')
        .option('--owner <id>', 'your own id for whom it belongs to', 'me')
        .action(async (provider: string, { owner }: { owner: string }, command: Command) => {
          const { server, json } = serverOf(command)
          const apiKey = await askSecret('API key: ')
          const connection = await server.connectWithApiKey({ provider, owner, apiKey })
          if (json) printJson(connection)
          else printConnection(connection)
        }),
    )
    .addCommand(
      new Command('remove')
        .description('erase the key here; at the platform it goes on working until it is disabled there')
        .argument('<connection>', 'the connection’s id')
        .action(async (id: string, _options: object, command: Command) => {
          const { server, json } = serverOf(command)
          const connection = await server.removeApiKey(id)
          if (json) printJson(connection)
          else printConnection(connection)
        }),
    )
}
