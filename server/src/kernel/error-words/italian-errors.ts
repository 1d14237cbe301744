import type { ErrorWords } from './error-words.ts'
import { ITALIAN_CONNECT } from './italian/connect.ts'
import { ITALIAN_CONNECTIONS } from './italian/connections.ts'
import { ITALIAN_EMAIL_MARKETING } from './italian/email-marketing.ts'
import { ITALIAN_FIELDS } from './italian/fields.ts'
import { ITALIAN_IDENTITY } from './italian/identity.ts'
import { ITALIAN_PHRASES } from './italian/phrases.ts'
import { ITALIAN_REQUESTS } from './italian/requests.ts'
import { ITALIAN_WEBHOOKS } from './italian/webhooks.ts'

export const ITALIAN_ERRORS: ErrorWords = {
  sentences: {
    ...ITALIAN_REQUESTS,
    ...ITALIAN_IDENTITY,
    ...ITALIAN_CONNECT,
    ...ITALIAN_CONNECTIONS,
    ...ITALIAN_EMAIL_MARKETING,
    ...ITALIAN_WEBHOOKS,
  },
  phrases: ITALIAN_PHRASES,
  fields: ITALIAN_FIELDS,
  kept: 'I nuovi token restano conservati fino a {keptUntil}: riprova entro quel momento.',
}
