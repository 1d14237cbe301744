import { createDashboard } from '@letterlock/client/dashboard.ts'

/** The API, with the cookie of whoever is signed in. */
export const hub = createDashboard({ url: location.origin })
