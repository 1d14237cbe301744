import type { Contact, Sourced } from '@letterlock/sdk'
import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { harmless, print, printJson, printSource } from '../output.ts'

interface InAudience {
  readonly audience?: string
}

function oneContact(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<connection>', 'its id')
    .argument('<contact>', 'e-mail address or id')
    .option('--audience <id>', 'some platforms need one')
}

const collect = (value: string, values: string[]): string[] => [...values, value]

/** `letterlock contact save|tag|unsubscribe`. */
export function contactCommand(): Command {
  const save = new Command('save')
    .description('add somebody to an audience, or write the fields of who is there')
    .argument('<connection>', 'its id')
    .argument('<e-mail>', 'the address')
    .requiredOption('--audience <id>', 'the audience')
    .option('--agreed', 'they have agreed; otherwise the platform asks somebody new to confirm')
    .option('--field <name=value>', 'a field, in the platform’s own name; as often as needed', collect, [])
    .action(
      async (
        id: string,
        email: string,
        { audience, agreed, field }: { audience: string; agreed?: boolean; field: string[] },
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        const fields = Object.fromEntries(field.map(splitField))
        const status = agreed ? 'subscribed' : 'pending'
        const saved = await server.account(id).saveContact({ email, audience, status, fields })
        show(json, saved, saved.created ? 'Added' : 'Was there already; fields written')
      },
    )
  const tag = oneContact('tag', 'add tags to a contact, and take others away')
    .option('--add <tag>', 'as often as needed', collect, [])
    .option('--remove <tag>', 'as often as needed', collect, [])
    .action(
      async (
        id: string,
        contact: string,
        { add, remove, audience }: InAudience & { add: string[]; remove: string[] },
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        show(
          json,
          await server.account(id).tagContact(contact, { add, remove }, { audience }),
          'Tags changed',
        )
      },
    )
  const unsubscribe = oneContact('unsubscribe', 'unsubscribe a contact').action(
    async (id: string, contact: string, { audience }: InAudience, command: Command) => {
      const { server, json } = serverOf(command)
      show(json, await server.account(id).unsubscribe(contact, { audience }), 'Unsubscribed')
    },
  )
  return new Command('contact')
    .description('change contacts of a connected account')
    .addCommand(save)
    .addCommand(tag)
    .addCommand(unsubscribe)
}

function splitField(text: string): [string, string] {
  const mark = text.indexOf('=')
  return mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark + 1)]
}

function show(json: boolean, contact: Sourced<Contact>, did: string): void {
  if (json) return printJson(contact)
  const { email, status, tags, source } = contact
  const tagged = tags === null || tags.length === 0 ? '' : `, tagged ${tags.map(harmless).join(', ')}`
  print(`${did}: ${harmless(email)} is ${status.replace('_', ' ')}${tagged}.`)
  printSource(source)
}
