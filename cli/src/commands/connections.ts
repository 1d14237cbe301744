import { Command } from 'commander'
import { hubOf } from '../hub-access.ts'
import { print, printJson, printTable } from '../output.ts'

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
        const { hub, json } = hubOf(command)
        const page = await hub.listConnections({ ...options, limit: Number(options.limit) })
        if (json) return printJson(page)
        if (page.items.length === 0) {
          return print(
            options.owner || options.provider
              ? 'No connection fits.'
              : 'Nothing is connected yet. Try: npx letterlock connect mailchimp',
          )
        }
        const rows = page.items.map((connection) => [
          connection.id,
          connection.provider,
          connection.account.name,
          connection.owner,
          connection.status.replace('_', ' '),
          connection.status === 'disconnected' ? '' : (connection.expiresAt ?? 'does not expire'),
        ])
        printTable([['ID', 'PLATFORM', 'ACCOUNT', 'OWNER', 'STATUS', 'TOKEN EXPIRES'], ...rows])
        if (page.nextCursor) print(`\nMore: letterlock connections --cursor ${page.nextCursor}`)
      },
    )
}
