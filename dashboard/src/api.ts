import { createDashboard } from '@letterlock/sdk/dashboard.ts'

/** The API, with the cookie of the signed-in user. */
export const server = createDashboard({
  url: location.origin,
  locale: () => document.documentElement.lang,
})
