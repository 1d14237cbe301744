import { z } from 'zod'
import { messageOf } from '../../kernel/errors.ts'
import type { JobHandler, NewJobRow, RunningJob } from '../../jobs/job-handler.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf, type AccountClient } from '../get-account-client.ts'
import { importRows, uniqueByEmail } from '../contacts/import-contacts.ts'
import type { ImportContactsInput } from '../model/input-schemas.ts'
import { contactImportOfAccount } from './job-inputs.ts'
import type { ImportedContact } from '../model/schemas.ts'
import { unknownFields } from '../adapters/writing.ts'

/** Rows between two checkpoints. After a crash, at most this many are written again, which changes nothing. */
const STEP = 25

const checkpoint = z.object({ done: z.number() })

/** Imports more contacts than one request can. */
export function contactImportJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { connectionId, accountId, contacts, ...how } = contactImportOfAccount.parse(job.input)
    const open = (): Promise<AccountClient> =>
      getClientOf(context, job.principal, { connectionId, accountId }, job.signal)
    const rows = uniqueByEmail(contacts)
    if (job.checkpoint === null) await checkFields(await open(), job, { ...how, contacts: rows })
    let { done } = checkpoint.parse(job.checkpoint ?? { done: 0 })
    while (done < rows.length) {
      const step = rows.slice(done, done + STEP)
      await importRows(await open(), { ...how, contacts: step }, (row, position) =>
        job.report(toJobRow(connectionId, row), position),
      )
      done += step.length
      await job.save({ checkpoint: { done }, totalCount: rows.length })
    }
  }
}

/**
 * Reports each field that the audience lacks, before the first contact is written.
 * @throws ProblemError unknown_contact_field
 */
async function checkFields(
  { adapter, api, connection }: AccountClient,
  job: RunningJob,
  { audienceId, contacts }: ImportContactsInput,
): Promise<void> {
  const named = new Set(contacts.flatMap(({ fields }) => Object.keys(fields)))
  if (named.size === 0) return
  const { fields: known } = await adapter.audience(api, audienceId)
  const errors = [...named].flatMap((name) => unknownFields([name], known) ?? [])
  for (const error of errors)
    job.report({
      subject: String(error.facts['fields']),
      outcome: 'failed',
      connectionId: connection.id,
      contactId: null,
      errorCode: error.code,
      detail: messageOf(error).detail,
      content: null,
    })
  if (errors[0]) throw errors[0]
}

function toJobRow(connectionId: string, row: ImportedContact): NewJobRow {
  const { email: subject, outcome, contactId, errorCode, detail } = row
  return { subject, outcome, connectionId, contactId, errorCode, detail, content: null }
}
