import type { Connection } from '@letterlock/sdk'
import { Command } from 'commander'
import { connectionNames, firstConnectCommand, firstNames } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'
import { addFilterOptions, filterOf, type FilterOptions } from './filter-options.ts'

type Options = PageOptions & FilterOptions

export function listCommand(): Command {
  return addFilterOptions(addPageOptions(new Command('list').description('list the connections'))).action(
    async (options: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const filter = filterOf(options)
      const { limit, cursor } = options
      const page = await server.connections.list({ ...filter, limit, cursor })
      if (json) return printJson(page)
      const isFiltered = Object.values(filter).some((value) => value !== undefined)
      if (page.items.length === 0) {
        print(isFiltered ? 'No matching connections' : `No connections. ${await firstConnectCommand(server)}`)
        return
      }
      const isStart = !isFiltered && cursor === undefined
      const ids = page.items.map(({ id }) => id)
      const names = isStart ? firstNames(page.items) : await connectionNames(server, ids)
      printTable(
        ['NAME', 'ACCOUNT', 'PROVIDER', 'END USER', 'STATUS', 'CREDENTIAL', 'ID'],
        page.items.map((connection) => cellsOf(connection, names.get(connection.id) ?? '')),
      )
      printNextPage(page.nextCursor)
    },
  )
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
