import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printContact } from './print-contact.ts'
import { connectionCommand } from '../../global-options.ts'

export function archiveContactCommand(): Command {
  return connectionCommand('archive')
    .description('archive a contact: it receives nothing more, and stays in the account')
    .argument('<contact>', 'email address or ID')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, { audience }: { audience?: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printContact(await account.contacts.archive(contact, { audienceId: audience }), 'Archived', json)
    })
}
