import type { Connection } from '@letterlock/sdk'
import { Command } from 'commander'
import { firstConnectCommand } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { print, printable, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

interface Options extends PageOptions {
  readonly endUser?: string
  readonly provider?: string
  readonly status?: string
}

export function listCommand(): Command {
  return addPageOptions(new Command('list').description('list the connections'))
    .option('--end-user <id>', 'only those of this end user')
    .option('--provider <provider>', 'only those to this provider')
    .option('--status <status>', 'only those that are connected, expiring_soon or disconnected')
    .action(async ({ endUser, ...query }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const { provider, status } = query
      const page = await server.listConnections({ ...query, endUserId: endUser })
      if (json) return printJson(page)
      if (page.items.length === 0) {
        const isFiltered = [endUser, provider, status].some((filter) => filter !== undefined)
        print(isFiltered ? 'No matching connections' : `No connections. ${await firstConnectCommand(server)}`)
        return
      }
      const head = ['ID', 'PROVIDER', 'ACCOUNT', 'END USER', 'STATUS', 'CREDENTIAL']
      printTable(head, page.items.map(cellsOf))
      printNextPage(page.nextCursor)
    })
}

function cellsOf(connection: Connection): string[] {
  const { id, provider, account, endUserId, status } = connection
  return [id, provider, account.name, endUserId, status.replace('_', ' '), credentialOf(connection)].map(
    printable,
  )
}

function credentialOf({ activeCredential, accessTokenExpiresAt, nextRefreshAt }: Connection): string {
  if (activeCredential === null) return ''
  if (activeCredential === 'api_key') return 'API key'
  if (accessTokenExpiresAt === null) return 'token, does not expire'
  return nextRefreshAt
    ? 'token, refreshed automatically'
    : `token, expires ${formatTime(accessTokenExpiresAt)}`
}
