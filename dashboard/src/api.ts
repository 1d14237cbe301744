import { createDashboard } from '@letterlock/sdk/dashboard.ts'
import { loadErrorWords } from './words/index.ts'

/** Loads the error texts before an error is shown. */
const fetchWithWords: typeof fetch = async (...request) => {
  const response = await fetch(...request)
  if (!response.ok) await loadErrorWords()
  return response
}

/** The API, with the cookie of the signed-in user. */
export const server = createDashboard({
  url: location.origin,
  locale: () => document.documentElement.lang,
  fetch: fetchWithWords,
})
