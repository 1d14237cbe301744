import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { EXIT } from '../../cli-error.ts'
import { printConnection } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function checkCommand(): Command {
  return connectionCommand('check')
    .description('ask the provider whether the credential works; exits with 3 if it does not')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      const connection = await server.connections.check(id)
      printConnection(connection, json, { calledAs })
      if (connection.status === 'disconnected') process.exitCode = EXIT.checkFailed
    })
}
