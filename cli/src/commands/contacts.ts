import { Command } from 'commander'
import { contactActivityCommand } from './contacts/activity.ts'
import { archiveContactCommand } from './contacts/archive.ts'
import { changeContactAddressCommand } from './contacts/change-address.ts'
import { deleteContactCommand } from './contacts/delete.ts'
import { eraseContactCommand } from './contacts/erase.ts'
import { exportContactCommand } from './contacts/export.ts'
import { findContactCommand } from './contacts/find.ts'
import { getContactCommand } from './contacts/get.ts'
import { importContactsCommand } from './contacts/import.ts'
import { listContactsCommand } from './contacts/list.ts'
import { unsubscribeContactCommand } from './contacts/unsubscribe.ts'
import { updateContactTagsCommand } from './contacts/update-tags.ts'
import { upsertContactCommand } from './contacts/upsert.ts'

export function contactsCommand(): Command {
  return new Command('contacts')
    .description('the contacts of an account')
    .addCommand(listContactsCommand())
    .addCommand(findContactCommand())
    .addCommand(getContactCommand())
    .addCommand(contactActivityCommand())
    .addCommand(upsertContactCommand())
    .addCommand(importContactsCommand())
    .addCommand(updateContactTagsCommand())
    .addCommand(changeContactAddressCommand())
    .addCommand(unsubscribeContactCommand())
    .addCommand(archiveContactCommand())
    .addCommand(deleteContactCommand())
    .addCommand(exportContactCommand())
    .addCommand(eraseContactCommand())
}
