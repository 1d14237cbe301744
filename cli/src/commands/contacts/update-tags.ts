import type { Sourced, TagContactsResult } from '@letterlock/sdk'
import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { collect } from '../../collect.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { printContact } from './print-contact.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly add: string[]
  readonly remove: string[]
  readonly audience?: string
  readonly segment?: string
}

export function updateContactTagsCommand(): Command {
  return connectionCommand('update-tags')
    .description('add tags to contacts and remove others')
    .argument('[contact...]', 'email addresses or IDs, up to 500')
    .option('--segment <id>', 'instead of contacts: all contacts of this segment')
    .option('--add <tag>', 'a tag to add; repeat for more', collect(String), [])
    .option('--remove <tag>', 'a tag to remove; repeat for more', collect(String), [])
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contacts: string[], { add, remove, audience, segment }: Options, command: Command) => {
      if (add.length + remove.length === 0)
        throw new CliError('No tag is named.', 'Give --add or --remove.', EXIT.usage)
      if ((contacts.length === 0) === (segment === undefined))
        throw new CliError('No contact is named.', 'Give contacts, or --segment.', EXIT.usage)
      const { account, json } = await chosenConnection(command)
      const change = { add, remove, audienceId: audience }
      const [only, ...others] = contacts
      if (only !== undefined && others.length === 0)
        printContact(await account.contacts.updateTags(only, change), 'Tags updated', json)
      else if (segment === undefined) printResult(await account.contacts.tag({ ...change, contacts }), json)
      else printResult(await account.contacts.tag({ ...change, segmentId: segment }), json)
    })
}

function printResult(result: Sourced<TagContactsResult>, json: boolean): void {
  if (result.failed > 0) process.exitCode = EXIT.failed
  if (json) return printJson(result)
  print(`Tags updated: ${result.updated} contacts. Failed: ${result.failed}.`)
  for (const { contact, outcome, detail } of result.contacts)
    if (outcome === 'failed') print(`  ${contact}  ${detail ?? ''}`)
  printSource(result.source)
}
