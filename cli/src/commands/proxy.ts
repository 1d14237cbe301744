import type { Letterlock } from '@letterlock/sdk'
import type { Command } from 'commander'
import { chosenConnection } from '../choose-connection.ts'
import { EXIT } from '../cli-error.ts'
import { note, printText } from '../output.ts'
import { readAll } from '../prompt.ts'
import { isCuredByReconnecting, reconnectCommand } from '../reconnect-command.ts'
import { connectionCommand } from '../global-options.ts'

interface Options {
  readonly method?: string
  readonly data?: string
}

export function proxyCommand(): Command {
  return connectionCommand('proxy')
    .description(
      'call the provider’s API through a connection; exits with 5 if the provider answers with an error',
    )
    .argument('<connection>', 'ID or name')
    .argument('<path>', 'path below the account’s API base URL')
    .option('-X, --method <method>', 'HTTP method: GET, or POST with --data')
    .option('-d, --data <json>', 'request body; “-” reads it from standard input')
    .action(async (connection: string, path: string, { method, data }: Options, command: Command) => {
      const { server, id, json } = await chosenConnection(command, connection)
      const body = data === '-' ? await readAll(process.stdin) : data
      const init = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }
      const response = await server.proxy.request(id, {
        ...init,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        path,
      })
      const text = await response.text()
      printText(json ? text : indent(text))
      if (response.ok) return
      note(`✗ The provider answered with status ${response.status}.`)
      if (response.status === 401) await noteReconnect(server, id, connection)
      process.exitCode = EXIT.providerError
    })
}

/** After a call that the provider rejected, the connection's status says whether the credential is the cause. */
async function noteReconnect({ connections }: Letterlock, id: string, named: string): Promise<void> {
  const connection = await connections.get(id)
  if (!isCuredByReconnecting(connection)) return
  note(`  ${connection.detail}`)
  note(`  ${reconnectCommand(named)}`)
}

function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
