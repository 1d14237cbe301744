import type { ContactStatus } from '@letterlock/sdk'
import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addPageOptions, type PageOptions } from '../../page-options.ts'
import { printPage } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends PageOptions {
  readonly audience?: string
  readonly status?: ContactStatus
  readonly search?: string
}

export function listContactsCommand(): Command {
  return addPageOptions(connectionCommand('list').description('list contacts'))
    .option('--audience <id>', 'only those in this audience; some providers require one')
    .option('--status <status>', 'such as unsubscribed; without it subscribed, or any with --search')
    .option('--search <text>', 'an email address, or a part of one where the provider supports it')
    .action(async ({ audience, ...query }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const page = await account.contacts.list({ ...query, audienceId: audience })
      printPage(page, json, ['ID', 'EMAIL', 'NAME', 'STATUS', 'TAGS'], (contact) => [
        contact.id,
        contact.email,
        contact.name ?? '',
        contact.status,
        (contact.tags ?? []).join(', '),
      ])
    })
}
