import type { AccountContacts } from '@letterlock/sdk'
import { Command } from 'commander'
import { print, printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function findContactCommand(): Command {
  return addPageOptions(
    new Command('find').description('look for an address in all accounts, over all audiences and statuses'),
  )
    .argument('<email>', 'email address')
    .action(async (email: string, query: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.addresses.find(email, query)
      if (json) return printJson(page)
      const rows = page.items.flatMap(rowsOf)
      if (rows.length === 0) print('No account is connected.')
      else printTable(['ACCOUNT', 'PROVIDER', 'AUDIENCES', 'ID', 'STATUS'], rows)
      printNextPage(page.nextCursor)
    })
}

function rowsOf({ accountName, provider, outcome, contacts, detail }: AccountContacts): string[][] {
  const account = [accountName, provider]
  if (outcome === 'not_found') return [[...account, '', '', 'not there']]
  if (outcome === 'failed') return [[...account, '', '', detail ?? 'could not be read']]
  return contacts.map(({ audienceIds, id, status }) => [...account, audienceIds.join(', '), id, status])
}
