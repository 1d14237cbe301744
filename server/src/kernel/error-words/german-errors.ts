import type { ErrorWords } from './error-words.ts'
import { GERMAN_CONNECT } from './german/connect.ts'
import { GERMAN_CONNECTIONS } from './german/connections.ts'
import { GERMAN_EMAIL_MARKETING } from './german/email-marketing.ts'
import { GERMAN_FIELDS } from './german/fields.ts'
import { GERMAN_IDENTITY } from './german/identity.ts'
import { GERMAN_PHRASES } from './german/phrases.ts'
import { GERMAN_REQUESTS } from './german/requests.ts'
import { GERMAN_WEBHOOKS } from './german/webhooks.ts'

export const GERMAN_ERRORS: ErrorWords = {
  sentences: {
    ...GERMAN_REQUESTS,
    ...GERMAN_IDENTITY,
    ...GERMAN_CONNECT,
    ...GERMAN_CONNECTIONS,
    ...GERMAN_EMAIL_MARKETING,
    ...GERMAN_WEBHOOKS,
  },
  phrases: GERMAN_PHRASES,
  fields: GERMAN_FIELDS,
  kept: 'Die neuen Tokens bleiben bis {keptUntil} gespeichert: Versuchen Sie es bis dahin noch einmal.',
}
