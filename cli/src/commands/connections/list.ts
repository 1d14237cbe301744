import type { Connection } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { connectionNames, firstConnectCommand } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

interface Options extends PageOptions {
  readonly endUser?: string
  readonly provider?: string
  readonly label?: string
  readonly status?: 'connected' | 'expiring_soon' | 'disconnected'
}

export function listCommand(): Command {
  return addPageOptions(new Command('list').description('list the connections'))
    .option('--end-user <id>', 'only those of this end user')
    .option('--provider <provider>', 'only those to this provider')
    .option('--label <name:value>', 'only those with this label')
    .addOption(
      new Option('--status <status>', 'only those with this status').choices([
        'connected',
        'expiring_soon',
        'disconnected',
      ]),
    )
    .action(async ({ endUser, ...query }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const { provider, status, label } = query
      const page = await server.connections.list({ ...query, endUserId: endUser })
      if (json) return printJson(page)
      if (page.items.length === 0) {
        const isFiltered = [endUser, provider, status, label].some((filter) => filter !== undefined)
        print(isFiltered ? 'No matching connections' : `No connections. ${await firstConnectCommand(server)}`)
        return
      }
      const names = await connectionNames(server)
      printTable(
        ['NAME', 'ACCOUNT', 'PROVIDER', 'END USER', 'STATUS', 'CREDENTIAL', 'ID'],
        page.items.map((connection) => cellsOf(connection, names.get(connection.id) ?? '')),
      )
      printNextPage(page.nextCursor)
    })
}

function cellsOf(connection: Connection, name: string): string[] {
  const { id, provider, account, endUserId, status } = connection
  const cells = [
    name,
    account.name,
    provider,
    endUserId,
    status.replace('_', ' '),
    credentialOf(connection),
    id,
  ]
  return cells
}

function credentialOf({ activeCredential, accessTokenExpiresAt, nextRefreshAt }: Connection): string {
  if (activeCredential === null) return ''
  if (activeCredential === 'api_key') return 'API key'
  if (accessTokenExpiresAt === null) return 'token, does not expire'
  return nextRefreshAt
    ? 'token, refreshed automatically'
    : `token, expires ${formatTime(accessTokenExpiresAt)}`
}
