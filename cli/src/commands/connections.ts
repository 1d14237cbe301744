import type { Connection } from '@letterlock/sdk'
import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { inWords, print, printJson, printTable } from '../output.ts'

function validityOf({ credential, expiresAt, nextRefreshAt }: Connection): string {
  if (credential === null) return ''
  if (credential === 'api_key') return 'API key'
  if (expiresAt === null) return 'token, does not expire'
  return nextRefreshAt ? 'token, renewed by itself' : `token, until ${inWords(expiresAt)}`
}

export function connectionsCommand(): Command {
  return new Command('connections')
    .description('list the connections')
    .option('--owner <id>', 'only of this owner')
    .option('--provider <id>', 'only of this platform')
    .option('--limit <number>', 'how many at most', '50')
    .option('--cursor <cursor>', 'go on where the last page ended')
    .action(
      async (
        options: { owner?: string; provider?: string; limit: string; cursor?: string },
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        const page = await server.listConnections({ ...options, limit: Number(options.limit) })
        if (json) return printJson(page)
        if (page.items.length === 0) {
          return print(
            options.owner || options.provider
              ? 'No connection fits.'
              : 'Nothing is connected yet. Try: npx --no letterlock connect mailchimp',
          )
        }
        const rows = page.items.map((connection) => [
          connection.id,
          connection.provider,
          connection.account.name,
          connection.owner,
          connection.status.replace('_', ' '),
          validityOf(connection),
        ])
        printTable([['ID', 'PLATFORM', 'ACCOUNT', 'OWNER', 'STATUS', 'CREDENTIAL'], ...rows])
        if (page.nextCursor) print(`\nMore: letterlock connections --cursor ${page.nextCursor}`)
      },
    )
}
