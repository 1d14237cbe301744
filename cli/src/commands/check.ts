import type { Connection } from '@letterlock/sdk'
import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { printConnection, printJson } from '../output.ts'

/** `check` and `refresh`: two ways of asking how a connection is, and doing something about it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('ask the platform whether a connection works, renewing its token if need be')
    .argument('<connection>', 'the connection’s id')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      tell(await server.checkConnection(id), json)
    })
}

export function refreshCommand(): Command {
  return new Command('refresh')
    .description('renew the token of a connection now')
    .argument('<connection>', 'the connection’s id')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const connection = await server.refreshConnection(id)
      tell(connection, json)
      if (connection.health.state === 'failing') process.exitCode = 1
    })
}

function tell(connection: Connection, json: boolean): void {
  if (json) printJson(connection)
  else printConnection(connection)
  if (connection.status === 'disconnected') process.exitCode = 1
}
