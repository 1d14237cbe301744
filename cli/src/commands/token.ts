import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { print, printJson } from '../output.ts'

export function tokenCommand(): Command {
  return new Command('token')
    .description('print an access token that works now (alone on its line, for a pipe)')
    .argument('<connection>', 'the connection’s id')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const token = await server.getToken(id)
      if (json) printJson(token)
      else print(token.accessToken)
    })
}
