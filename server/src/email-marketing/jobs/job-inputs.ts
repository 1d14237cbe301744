import { z } from 'zod'
import { address, contactsToImport, contactRow } from '../model/input-schemas.ts'

/* The inputs of the jobs of this domain. */

const MAX_JOB_ROWS = 10_000

const id = z.string().min(1).max(200)
const connectionId = z.string().min(1).max(64)

export const contactImport = contactsToImport.extend({
  contacts: z.array(contactRow).min(1).max(MAX_JOB_ROWS),
})

/** The input with the account that the connection belonged to at the request. */
export const contactImportOfAccount = contactImport.extend({ connectionId, accountId: z.string() })

export const contactExport = z.strictObject({ email: address })

export const contactErasure = z.strictObject({
  email: address,
  /** Whether it only reports what would be erased. */
  dryRun: z.boolean().default(true),
})

const audienceOfConnection = z.strictObject({ connectionId, audienceId: id })
export const audienceMove = z.strictObject({
  from: audienceOfConnection,
  to: audienceOfConnection,
  /** Whether it only reports what would be moved, and what cannot be moved. */
  dryRun: z.boolean().default(true),
})

const ofAccount = audienceOfConnection.extend({ accountId: z.string() })
/** The input with the accounts that the connections belonged to at the request. */
export const audienceMoveOfAccounts = audienceMove.extend({ from: ofAccount, to: ofAccount })

export type AudienceMove = z.output<typeof audienceMove>
