import type { ErrorCode } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { aboutProvider, messageOf, ProblemError } from '../../kernel/errors.ts'
import type { JobHandler, NewJobRow, RunningJob } from '../../jobs/job-handler.ts'
import { definitionOf } from '../../providers/definition-of.ts'
import type { Connection } from '../../connections/connection.ts'
import { ADAPTERS } from '../adapters/index.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf, type AccountClient } from '../get-account-client.ts'
import { getConnections } from '../get-connections.ts'
import { contactErasure, contactExport } from './job-inputs.ts'
import { eraseAddress, planErasure, type Kept } from './erase-address.ts'
import { exportAddress } from './export-address.ts'

const foundContacts = z.array(z.object({ id: z.string(), audienceIds: z.array(z.string()) }))
/** `found`: the contacts that an interrupted attempt found in the current account. */
const checkpoint = z.object({
  after: z.string().nullable(),
  found: z.object({ connectionId: z.string(), accountId: z.string(), contacts: foundContacts }).nullable(),
})
const BEGIN: z.output<typeof checkpoint> = { after: null, found: null }

/** Yields a row for each contact as soon as it is done. */
type WorkOnAccount = (account: AccountClient, kept: Kept) => AsyncIterable<NewJobRow>

/** Exports what each account stores about an address, as one row per contact. */
export function contactExportJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { email } = contactExport.parse(job.input)
    await inEveryAccount(context, job, (account) => exportAddress(account, email))
  }
}

/** Erases an address from each account, as far as its provider can, with a receipt for each; or reports what it would do. */
export function contactErasureJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { email, dryRun } = contactErasure.parse(job.input)
    await inEveryAccount(context, job, (account, kept) =>
      dryRun ? planErasure(account, email) : eraseAddress(account, email, kept),
    )
  }
}

/** Works on one account after the other. An account that cannot be read gets a row with the error; the others are still processed. */
async function inEveryAccount(
  context: EmailMarketingContext,
  job: RunningJob,
  work: WorkOnAccount,
): Promise<void> {
  let { after, found } = checkpoint.parse(job.checkpoint ?? BEGIN)
  for (;;) {
    const { connections } = await getConnections(context, job.principal, { limit: 1, after })
    const [connection] = connections
    if (!connection) return
    const { id: connectionId } = connection
    const accountId = connection.account.id
    const kept: Kept = {
      found: found?.connectionId === connectionId && found.accountId === accountId ? found.contacts : null,
      keep: (contacts) => job.save({ checkpoint: { after, found: { connectionId, accountId, contacts } } }),
    }
    await inOne(context, job, connection, (account) => work(account, kept))
    after = connectionId
    found = null
    await job.save({ checkpoint: { after, found } })
  }
}

async function inOne(
  context: EmailMarketingContext,
  job: RunningJob,
  { id: connectionId, providerSlug, account }: Connection,
  work: (account: AccountClient) => AsyncIterable<NewJobRow>,
): Promise<void> {
  const report = (outcome: string, errorCode: ErrorCode | null, detail: string): void =>
    job.report({
      subject: account.name,
      connectionId,
      contactId: null,
      content: null,
      outcome,
      errorCode,
      detail,
    })
  if (!ADAPTERS.has(providerSlug))
    return report(
      'skipped',
      'unsupported_by_provider',
      'The email marketing model does not cover this provider.',
    )
  try {
    let isKnown = false
    const connected = { connectionId, accountId: account.id }
    const opened = await getClientOf(context, job.principal, connected, job.signal)
    for await (const row of work(opened)) {
      job.report(row)
      isKnown = true
    }
    if (!isKnown) report('not_found', null, 'The account has no contact with this address.')
  } catch (thrown) {
    const error = aboutProvider(thrown, definitionOf(context, providerSlug))
    if (!(error instanceof ProblemError) || job.signal.aborted) throw error
    report('failed', error.code, messageOf(error).detail)
  }
}
