import { LetterlockApiError } from '@letterlock/sdk'

/** Whether a request failed because there is no session, or it has ended. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof LetterlockApiError && error.code === 'authentication_required'
