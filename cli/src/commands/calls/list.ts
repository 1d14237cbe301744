import type { ListCallsQuery } from '@letterlock/sdk'
import { type Command, Option } from 'commander'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { CALL_HEAD, callCells } from '../../print-call.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'
import { followCalls } from './follow.ts'
import { connectionCommand } from '../../global-options.ts'
import { connectionFilter } from '../../choose-connection.ts'

interface Options extends PageOptions {
  readonly type?: 'proxy' | 'email_marketing' | 'mcp_tool'
  readonly request?: string
  readonly status?: 'succeeded' | 'failed'
  readonly search?: string
  readonly since?: string
  readonly until?: string
  readonly follow?: true
}

export function listCommand(): Command {
  return addPageOptions(
    connectionCommand('list').description('list the calls through connections, newest first'),
  )
    .addOption(
      new Option('--type <type>', 'only calls of this type').choices([
        'proxy',
        'email_marketing',
        'mcp_tool',
      ]),
    )
    .option('--request <id>', 'only those of the request with this ID')
    .option(
      '--search <text>',
      'part of the path, the operation, the request ID, the error code, the principal’s name, the account’s name, email address or ID, or the end user’s ID',
    )
    .addOption(
      new Option('--status <status>', 'only calls with this status').choices(['succeeded', 'failed']),
    )
    .option('--since <time>', 'not before this time, such as 2026-11-26T12:00:00Z')
    .option('--until <time>', 'before this time')
    .addOption(
      new Option('-f, --follow', 'show new calls as they happen, until interrupted').conflicts([
        'limit',
        'cursor',
        'until',
      ]),
    )
    .action(async ({ request, follow, ...rest }: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const query: ListCallsQuery = {
        ...rest,
        connectionId: await connectionFilter(command),
        requestId: request,
      }
      if (follow) return followCalls(server, query, json)
      const page = await server.calls.list(query)
      if (json) return printJson(page)
      if (page.items.length === 0) return print('None found')
      printTable(CALL_HEAD, page.items.map(callCells))
      printNextPage(page.nextCursor)
    })
}
