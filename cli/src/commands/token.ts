import { Command } from 'commander'
import { hubOf } from '../hub-access.ts'
import { print, printJson } from '../output.ts'

export function tokenCommand(): Command {
  return new Command('token')
    .description('print an access token that works now (alone on its line, for a pipe)')
    .argument('<connection>', 'the connection’s id')
    .action(async (id: string, _options: object, command: Command) => {
      const { hub, json } = hubOf(command)
      const token = await hub.getToken(id)
      if (json) printJson(token)
      else print(token.accessToken)
    })
}
