import { LetterlockApiError, type Job } from '@letterlock/sdk'
import { plain } from '@letterlock/server/addresses.ts'
import { counted } from '@letterlock/server/counted.ts'
import { type Command, Option } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { assertCompleted, jobDocument, printEnded, waitForJob, type EndedJob } from '../../follow-job.ts'
import { inParts } from '../../import/in-parts.ts'
import { readContacts, type FileContact } from '../../import/read-contacts.ts'
import { note, printJson } from '../../output.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly audience: string
  readonly status: 'pending' | 'subscribed'
}

const MAX_ROWS = 10_000
/** The server accepts 8 MiB; the other members of the body are small. */
const MAX_BYTES = 8 * 1024 * 1024 - 4096

export function importContactsCommand(): Command {
  return connectionCommand('import')
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
      const lines = linesByAddress(contacts)
      const ended: EndedJob[] = []
      for (const part of inParts(contacts, { count: MAX_ROWS, bytes: MAX_BYTES })) {
        const wanted = { audienceId: audience, status, contacts: part.map(({ contact }) => contact) }
        const job = await account.contacts
          .createImport(wanted)
          .catch((error: unknown) => explainRefused(error, file, part, ended))
        const done = withLines(await waitForJob(server, job), lines)
        ended.push(done)
        if (!json) printEnded(done, ['created', 'updated'])
        if (done.job.status !== 'completed') break
      }
      // One document for all jobs.
      if (json) printJson({ jobs: ended.map(jobDocument) })
      const [last] = ended.slice(-1)
      if (last && last.job.status !== 'completed') noteEarlier(ended.slice(0, -1))
      assertCompleted(...ended)
    })
}

/** If an address occurs twice, the last line is imported. */
function linesByAddress(contacts: readonly FileContact[]): ReadonlyMap<string, number> {
  return new Map(contacts.map(({ line, contact }) => [plain(contact.email), line]))
}

/** The report, with the line of each contact in the file. */
function withLines({ job, rows }: EndedJob, lines: ReadonlyMap<string, number>): EndedJob {
  return {
    job,
    rows: rows.map((row) => {
      const line = lines.get(plain(row.subject))
      return line === undefined ? row : { ...row, subject: `${row.subject} (line ${line})` }
    }),
  }
}

/** The server numbers the rows of a part; the report needs the lines of the file. */
function explainRefused(
  error: unknown,
  file: string,
  part: readonly FileContact[],
  ended: readonly EndedJob[],
): never {
  noteEarlier(ended)
  const { errors = [] } = error instanceof LetterlockApiError ? error.problem : {}
  const faults = errors.flatMap(({ pointer = '', detail }) => {
    const [, index] = /^\/contacts\/(\d+)/.exec(pointer) ?? []
    const contact = index === undefined ? undefined : part[Number(index)]
    return contact ? [`Line ${contact.line}: ${detail.replace(/^contacts\.\d+\./, '')}`] : []
  })
  if (faults.length === 0) throw error
  throw new CliError(
    `The server refused lines of ${file}; the first faults:`,
    'Correct the file and import it again: contacts that are there are updated, and none is added twice.',
    EXIT.usage,
    { details: faults },
  )
}

/** The result of the earlier parts. */
function noteEarlier(ended: readonly EndedJob[]): void {
  const count = ended.reduce((sum, { job }) => sum + writtenIn(job), 0)
  if (count > 0) note(`${counted(count, 'contact')} of the lines before were imported.`)
}

const writtenIn = ({ outcomes }: Job): number =>
  outcomes.reduce((sum, { outcome, count }) => (/^(?:created|updated)$/.test(outcome) ? sum + count : sum), 0)
