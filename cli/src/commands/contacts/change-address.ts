import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printContact } from './print-contact.ts'
import { connectionCommand } from '../../global-options.ts'

export function changeContactAddressCommand(): Command {
  return connectionCommand('change-address')
    .description('give a contact another email address; everything else stays')
    .argument('<contact>', 'email address or ID')
    .argument('<email>', 'the new address')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, email: string, { audience }: { audience?: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printContact(
        await account.contacts.changeAddress(contact, { email, audienceId: audience }),
        'Address changed',
        json,
      )
    })
}
