import { Command } from 'commander'
import { listContactsCommand } from './contacts/list.ts'
import { unsubscribeContactCommand } from './contacts/unsubscribe.ts'
import { updateContactTagsCommand } from './contacts/update-tags.ts'
import { upsertContactCommand } from './contacts/upsert.ts'

export function contactsCommand(): Command {
  return new Command('contacts')
    .description('the contacts of an account')
    .addCommand(listContactsCommand())
    .addCommand(upsertContactCommand())
    .addCommand(updateContactTagsCommand())
    .addCommand(unsubscribeContactCommand())
}
