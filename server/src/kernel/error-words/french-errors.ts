import type { ErrorWords } from './error-words.ts'
import { FRENCH_CONNECT } from './french/connect.ts'
import { FRENCH_CONNECTIONS } from './french/connections.ts'
import { FRENCH_EMAIL_MARKETING } from './french/email-marketing.ts'
import { FRENCH_FIELDS } from './french/fields.ts'
import { FRENCH_IDENTITY } from './french/identity.ts'
import { FRENCH_PHRASES } from './french/phrases.ts'
import { FRENCH_REQUESTS } from './french/requests.ts'
import { FRENCH_WEBHOOKS } from './french/webhooks.ts'

export const FRENCH_ERRORS: ErrorWords = {
  sentences: {
    ...FRENCH_REQUESTS,
    ...FRENCH_IDENTITY,
    ...FRENCH_CONNECT,
    ...FRENCH_CONNECTIONS,
    ...FRENCH_EMAIL_MARKETING,
    ...FRENCH_WEBHOOKS,
  },
  phrases: FRENCH_PHRASES,
  fields: FRENCH_FIELDS,
  kept: 'Les nouveaux jetons sont conservés jusqu’à {keptUntil} : réessayez d’ici là.',
}
