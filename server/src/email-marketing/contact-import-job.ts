import { z } from 'zod'
import type { JobHandler, NewJobRow } from '../jobs/job-handler.ts'
import type { EmailMarketingContext } from './context.ts'
import { getAccountClient } from './get-account-client.ts'
import { importContacts, uniqueByEmail } from './import-contacts.ts'
import { contactImport } from './job-inputs.ts'
import type { ImportedContact } from './schemas.ts'

/** Rows between two checkpoints: after a crash, so many may be written again, which changes nothing. */
const STEP = 25

const input = contactImport.extend({ connectionId: z.string() })
const checkpoint = z.object({ done: z.number() })

/** Imports more contacts than one request does. */
export function contactImportJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { connectionId, contacts, ...how } = input.parse(job.input)
    const rows = uniqueByEmail(contacts)
    let { done } = checkpoint.parse(job.checkpoint ?? { done: 0 })
    while (done < rows.length) {
      const account = await getAccountClient(context, job.principal, connectionId, job.signal)
      const result = await importContacts(
        account,
        { ...how, contacts: rows.slice(done, done + STEP) },
        'throw',
      )
      done += result.contacts.length
      await job.save({
        rows: result.contacts.map((row) => toJobRow(connectionId, row)),
        checkpoint: { done },
        totalCount: rows.length,
      })
    }
  }
}

function toJobRow(connectionId: string, row: ImportedContact): NewJobRow {
  const { email: subject, outcome, contactId, errorCode, detail } = row
  return { subject, outcome, connectionId, contactId, errorCode, detail, content: null }
}
