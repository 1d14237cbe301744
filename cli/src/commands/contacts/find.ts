import type { AccountContacts, Letterlock, Page } from '@letterlock/sdk'
import { counted } from '@letterlock/server/counted.ts'
import { Command } from 'commander'
import { firstConnectCommand } from '../../choose-connection.ts'
import { CliError } from '../../cli-error.ts'
import { printJson } from '../../output.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function findContactCommand(): Command {
  return addPageOptions(
    new Command('find').description(
      'look for an address in all accounts, over all audiences and statuses; exits with 1 if none has it',
    ),
  )
    .argument('<email>', 'email address')
    .action(async (email: string, query: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.addresses.find(email, query)
      if (json) printJson(page)
      else {
        const rows = page.items.flatMap(rowsOf)
        if (rows.length > 0) printTable(['ACCOUNT', 'PROVIDER', 'AUDIENCES', 'ID', 'STATUS'], rows)
        printNextPage(page.nextCursor)
      }
      await assertFound(server, page, email)
    })
}

/** @throws CliError if an account could not be read, or none of those that were read has the address */
async function assertFound(
  server: Letterlock,
  { items, nextCursor }: Page<AccountContacts>,
  email: string,
): Promise<void> {
  if (items.length === 0) throw new CliError('No account is connected.', await firstConnectCommand(server))
  const failedCount = items.filter(({ outcome }) => outcome === 'failed').length
  if (failedCount > 0)
    throw new CliError(
      `${failedCount} of ${counted(items.length, 'account')} could not be read.`,
      'Correct what their rows say, and run the command again.',
    )
  if (items.some(({ outcome }) => outcome === 'found')) return
  const which = nextCursor === null ? 'No account' : 'No account of this page'
  throw new CliError(
    `${which} has ${email}.`,
    'Check the address: a contact that was deleted or erased is not found.',
  )
}

function rowsOf({ accountName, provider, outcome, contacts, detail }: AccountContacts): string[][] {
  const account = [accountName, provider]
  if (outcome === 'not_found') return [[...account, '', '', 'not there']]
  if (outcome === 'failed') return [[...account, '', '', detail ?? 'could not be read']]
  return contacts.map(({ audienceIds, id, status }) => [...account, audienceIds.join(', '), id, status])
}
