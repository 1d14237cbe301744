import { LetterlockApiError } from '@letterlock/sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { note } from '../output.ts'

const MAX_TRIES = 20

/** Retries while the provider cannot return the account. The server keeps the authorization meanwhile. */
export async function retryAccountLookup<T>(request: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await request()
    } catch (error) {
      const delayed = error instanceof LetterlockApiError && error.code === 'account_lookup_delayed'
      if (!delayed || tries === MAX_TRIES) throw error
      const { retryAfterSeconds = 1 } = error.problem
      note(`${error.message} Trying again in ${retryAfterSeconds} s.`)
      await sleep(retryAfterSeconds * 1000)
    }
  }
}
