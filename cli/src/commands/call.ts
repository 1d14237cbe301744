import { LetterlockError, type Problem } from '@letterlock/sdk'
import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { paint } from '../output.ts'
import { readAll } from '../question.ts'

interface Options {
  readonly method?: string
  readonly data?: string
}

export function callCommand(): Command {
  return new Command('call')
    .description('call the platform’s API through a connection')
    .argument('<connection>', 'the connection’s id')
    .argument('<path>', 'below the account’s API address, such as /3.0/lists')
    .option('-X, --method <method>', 'GET, or POST when there is --data')
    .option('-d, --data <json>', 'the body; “-” reads it from standard input')
    .action(async (id: string, path: string, { method, data }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const body = data === '-' ? await readAll(process.stdin) : data
      const init = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }
      const response = await server.proxy(id, method ?? (body === undefined ? 'GET' : 'POST'), path, init)
      const text = await response.text()
      // Our own refusals carry a code of ours; whatever else comes is the platform's own answer.
      if (!response.headers.has('letterlock-credential'))
        throw new LetterlockError(JSON.parse(text) as Problem)
      process.stdout.write(`${json ? text : pretty(text)}\n`)
      if (response.ok) return
      process.stderr.write(`${paint('red', '✗')} The platform answered ${response.status}.\n`)
      process.exitCode = 1
    })
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
