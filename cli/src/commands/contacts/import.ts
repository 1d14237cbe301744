import type { CreateContactImportInput } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { assertCompleted, jobDocument, printEnded, waitForJob, type EndedJob } from '../../follow-job.ts'
import { printJson } from '../../output.ts'
import { inParts } from '../../import/in-parts.ts'
import { readRows } from '../../import/read-rows.ts'

interface Options {
  readonly audience: string
  readonly status: 'pending' | 'subscribed'
}

const MAX_ROWS = 10_000
/** The server reads 8 MiB; the rest of the body is short. */
const MAX_BYTES = 8 * 1024 * 1024 - 4096

export function importContactsCommand(): Command {
  return new Command('import')
    .description('add or update the contacts of a .csv or .jsonl file, with a report of each')
    .argument('<file>', 'rows with “email”; other columns are fields, by the provider’s names')
    .requiredOption('--audience <id>', 'the audience')
    .addOption(
      new Option(
        '--status <status>',
        'subscribed: the contacts have agreed; pending: the provider asks new contacts to confirm',
      )
        .choices(['pending', 'subscribed'])
        .default('pending'),
    )
    .action(async (file: string, { audience, status }: Options, command: Command) => {
      const contacts = await readContacts(file)
      const { account, server, json } = await chosenConnection(command)
      const ended: EndedJob[] = []
      for (const rows of inParts(contacts, { count: MAX_ROWS, bytes: MAX_BYTES })) {
        const job = await account.contacts.createImport({ audienceId: audience, status, contacts: rows })
        const part = await waitForJob(server, job)
        ended.push(part)
        if (!json) printEnded(part, ['created', 'updated'])
        if (part.job.status !== 'completed') break
      }
      // One document, however many jobs there are.
      if (json) printJson({ jobs: ended.map(jobDocument) })
      ended.forEach(assertCompleted)
    })
}

/** @throws CliError if there is no such file, or a row has no address */
async function readContacts(file: string): Promise<CreateContactImportInput['contacts']> {
  const contacts = []
  for await (const { number, fields } of readRows(
    file,
    'Nothing was imported. Correct the file and import it again.',
  )) {
    const { email, ...rest } = fields
    if (!email)
      throw new CliError(
        `Row ${number} of ${file} has no email.`,
        'Nothing was imported. Add the address, or remove the row.',
        EXIT.usage,
      )
    contacts.push({
      email,
      fields: Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')),
    })
  }
  return contacts
}
