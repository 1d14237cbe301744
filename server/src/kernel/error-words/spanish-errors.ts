import type { ErrorWords } from './error-words.ts'
import { SPANISH_CONNECT } from './spanish/connect.ts'
import { SPANISH_CONNECTIONS } from './spanish/connections.ts'
import { SPANISH_EMAIL_MARKETING } from './spanish/email-marketing.ts'
import { SPANISH_FIELDS } from './spanish/fields.ts'
import { SPANISH_IDENTITY } from './spanish/identity.ts'
import { SPANISH_PHRASES } from './spanish/phrases.ts'
import { SPANISH_REQUESTS } from './spanish/requests.ts'
import { SPANISH_WEBHOOKS } from './spanish/webhooks.ts'

export const SPANISH_ERRORS: ErrorWords = {
  sentences: {
    ...SPANISH_REQUESTS,
    ...SPANISH_IDENTITY,
    ...SPANISH_CONNECT,
    ...SPANISH_CONNECTIONS,
    ...SPANISH_EMAIL_MARKETING,
    ...SPANISH_WEBHOOKS,
  },
  phrases: SPANISH_PHRASES,
  fields: SPANISH_FIELDS,
  kept: 'Los tokens nuevos se guardan hasta {keptUntil}: inténtalo de nuevo antes.',
}
