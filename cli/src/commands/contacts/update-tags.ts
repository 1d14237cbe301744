import { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { collect } from '../../collect.ts'
import { printContact } from './print-contact.ts'

interface Options {
  readonly add: string[]
  readonly remove: string[]
  readonly audience?: string
}

export function updateContactTagsCommand(): Command {
  return new Command('update-tags')
    .description('add tags to a contact and remove others')
    .argument('<contact>', 'email address or ID')
    .option('--add <tag>', 'a tag to add; repeat for more', collect(String), [])
    .option('--remove <tag>', 'a tag to remove; repeat for more', collect(String), [])
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, { add, remove, audience }: Options, command: Command) => {
      if (add.length + remove.length === 0)
        throw new CliError('No tag is named.', 'Give --add or --remove.', EXIT.usage)
      const { account, json } = await chosenConnection(command)
      printContact(
        await account.contacts.updateTags(contact, { add, remove, audienceId: audience }),
        'Tags updated',
        json,
      )
    })
}
