import { z } from 'zod'
import { isPlainLine } from '../../kernel/foreign-text.ts'
import { MAX_FOREIGN_ID_LENGTH, MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import { ERROR_CODES } from '../../kernel/error-catalogue.ts'
import { connectionReason, credentialType } from '../../connections/schemas.ts'
import { SCOPES } from '../../workspaces/principal.ts'

/* Values that many schemas share. The API reference composes its examples from their `examples`. */

export const time = z.iso.datetime().meta({ examples: ['2026-12-01T09:30:00.000Z'] })

/** An ID without its prefix: ten digits of time and sixteen random ones. */
const ID_EXAMPLE = '01k8bjk5sdboovi7qhsvbeqiad'

type IdPrefix =
  | 'app'
  | 'asst'
  | 'call'
  | 'job'
  | 'conn'
  | 'cs'
  | 'evt'
  | 'inv'
  | 'key'
  | 'req'
  | 'sec'
  | 'ses'
  | 'sreq'
  | 'usr'
  | 'we'
  | 'whd'
  | 'ws'

/** An ID for examples. */
export function exampleId(prefix: IdPrefix): string {
  return `${prefix}_${ID_EXAMPLE}`
}

/** An ID in a response. */
export function id(prefix: IdPrefix) {
  return z.string().meta({ examples: [exampleId(prefix)] })
}

/** An ID in a request, validated by its format (`newId`). */
export function idOf(prefix: 'app' | 'call' | 'job' | 'conn' | 'evt' | 'sreq' | 'we' | 'whd') {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[\\da-v]{26}$`), `must be an ID such as ${prefix}_…`)
    .meta({ examples: [exampleId(prefix)] })
}

/** The application's own ID for its end user, in a request. */
export const endUserId = z
  .string()
  .min(1)
  .max(MAX_FOREIGN_ID_LENGTH)
  .refine(isPlainLine, 'must be one line without control characters')
  .meta({ description: 'Your own ID for the end user.', examples: ['customer-42'] })

export const provider = z
  .string()
  .max(MAX_OWN_ID_LENGTH)
  .meta({ description: 'The provider’s slug.', examples: [EXAMPLE_PROVIDER.slug] })

const level = z.enum(['none', 'read', 'write']).meta({ id: 'PermissionLevel' })

export const permissions = z
  .strictObject({
    audiences: level.describe('Audiences, their contacts, tags and segments.'),
    campaigns: level.describe('Campaigns and templates.'),
    reports: level.describe('Campaign reports.'),
    send: z
      .boolean()
      .describe(
        'Sending and scheduling campaigns, and test emails. Apart from `campaigns`, since it cannot be undone.',
      ),
  })
  .meta({
    id: 'ConnectionPermissions',
    description: 'What the end user allows through a connection. Letterlock enforces it.',
    examples: [{ audiences: 'write', campaigns: 'write', reports: 'read', send: false }],
  })

export const reason = connectionReason
export const credential = credentialType

export const errorCode = z
  .enum(ERROR_CODES)
  .meta({ id: 'ErrorCode', description: 'What is wrong, for programs. Codes are added, never renamed.' })

export const scope = z
  .enum(SCOPES)
  .meta({ id: 'Scope', description: 'What a secret key or an assistant may do.' })
