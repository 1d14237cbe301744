import { type Command, InvalidArgumentError, Option } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { collect } from '../../collect.ts'
import { printContact } from './print-contact.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly audience: string
  readonly status: 'pending' | 'subscribed'
  readonly field: readonly (readonly [name: string, value: string])[]
}

export function upsertContactCommand(): Command {
  return connectionCommand('upsert')
    .description('add a contact to an audience, or update the fields of one that is there')
    .argument('<email>', 'email address')
    .requiredOption('--audience <id>', 'the audience')
    .addOption(
      new Option(
        '--status <status>',
        'subscribed: the contact has agreed; pending: the provider asks a new contact to confirm',
      )
        .choices(['pending', 'subscribed'])
        .default('pending'),
    )
    .option(
      '--field <name=value>',
      'a field, by the provider’s name for it; repeat for more',
      collect(readField),
      [],
    )
    .action(async (email: string, { audience, status, field }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const contact = await account.contacts.upsert({
        email,
        audienceId: audience,
        status,
        fields: Object.fromEntries(field),
      })
      printContact(contact, contact.created ? 'Added' : 'Updated', json)
    })
}

function readField(text: string): readonly [string, string] {
  const mark = text.indexOf('=')
  if (mark < 1) throw new InvalidArgumentError('Write it as NAME=VALUE.')
  return [text.slice(0, mark), text.slice(mark + 1)]
}
