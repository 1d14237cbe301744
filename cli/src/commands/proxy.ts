import { Command } from 'commander'
import { chosenConnection } from '../choose-connection.ts'
import { EXIT } from '../cli-error.ts'
import { note } from '../output.ts'
import { readAll } from '../prompt.ts'

interface Options {
  readonly method?: string
  readonly data?: string
}

export function proxyCommand(): Command {
  return new Command('proxy')
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
      process.stdout.write(`${json ? text : indent(text)}\n`)
      if (response.ok) return
      note(`✗ The provider answered with status ${response.status}.`)
      process.exitCode = EXIT.providerError
    })
}

function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
