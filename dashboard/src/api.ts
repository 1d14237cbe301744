import { createDashboard } from '@letterlock/sdk/dashboard.ts'

/** The API, with the cookie of whoever is signed in. */
export const server = createDashboard({ url: location.origin })
