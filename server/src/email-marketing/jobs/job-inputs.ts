import { z } from 'zod'
import { address, contactsToImport, contactRow } from '../model/input-schemas.ts'

/* What jobs of this domain are given. */

const MAX_JOB_ROWS = 10_000

const id = z.string().min(1).max(200)
const connectionId = z.string().min(1).max(64)

export const contactImport = contactsToImport.extend({
  contacts: z.array(contactRow).min(1).max(MAX_JOB_ROWS),
})

/** With the account that the connection led to when it was asked for. */
export const contactImportOfAccount = contactImport.extend({ connectionId, accountId: z.string() })

export const contactExport = z.strictObject({ email: address })

export const contactErasure = z.strictObject({
  email: address,
  /** Only says what would be erased. */
  dryRun: z.boolean().default(true),
})

const audienceOfConnection = z.strictObject({ connectionId, audienceId: id })
export const audienceMove = z.strictObject({
  from: audienceOfConnection,
  to: audienceOfConnection,
  /** Only says what would be moved, and what cannot be moved. */
  dryRun: z.boolean().default(true),
})

const ofAccount = audienceOfConnection.extend({ accountId: z.string() })
/** With the accounts that the connections led to when it was asked for. */
export const audienceMoveOfAccounts = audienceMove.extend({ from: ofAccount, to: ofAccount })

export type AudienceMove = z.output<typeof audienceMove>
