import { createLetterlock } from '@letterlock/client'

/** The API, with the cookie of whoever is signed in. */
export const hub = createLetterlock({ url: location.origin })
