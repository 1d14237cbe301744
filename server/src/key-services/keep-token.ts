import type { Log } from '../kernel/log.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import type { TransitRequest } from './transit-request.ts'

/** Longer waits overflow a timer. */
const MAX_WAIT_MS = 24 * 60 * MINUTE
const MIN_WAIT_MS = 5 * SECOND

/**
 * Extends the lifetime of Vault's token whenever half of it has passed, while the server runs. A token that never expires, or expires at a
 * fixed time, is left alone.
 * @see https://developer.hashicorp.com/vault/api-docs/auth/token#renew-a-token-self
 */
export function keepToken(request: TransitRequest, log: Log): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const schedule = (seconds: unknown, isRenewable: unknown): void => {
    if (isStopped || isRenewable !== true || typeof seconds !== 'number' || seconds <= 0) return
    const wait = Math.min(Math.max((seconds * SECOND) / 2, MIN_WAIT_MS), MAX_WAIT_MS)
    timer = setTimeout(() => void extend(), wait).unref()
  }
  const extend = async (): Promise<void> => {
    try {
      const { auth } = await request('POST', 'auth/token/renew-self', {})
      schedule(auth['lease_duration'], auth['renewable'])
    } catch (error) {
      if (isStopped) return
      log.warn({ err: error }, 'extending the Vault token failed: the next start may need another one')
      timer = setTimeout(() => void extend(), MINUTE).unref()
    }
  }
  const begin = async (): Promise<void> => {
    try {
      const { data } = await request('GET', 'auth/token/lookup-self')
      schedule(data['ttl'], data['renewable'])
    } catch (error) {
      log.warn({ err: error }, 'the lifetime of the Vault token cannot be read: it is not extended')
    }
  }
  void begin()
  return {
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
