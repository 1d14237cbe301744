import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printContact } from './print-contact.ts'
import { connectionCommand } from '../../global-options.ts'

export function unsubscribeContactCommand(): Command {
  return connectionCommand('unsubscribe')
    .description('unsubscribe a contact')
    .argument('<contact>', 'email address or ID')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, { audience }: { audience?: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printContact(
        await account.contacts.unsubscribe(contact, { audienceId: audience }),
        'Unsubscribed',
        json,
      )
    })
}
