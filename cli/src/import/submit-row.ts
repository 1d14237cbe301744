import { LetterlockApiError, LetterlockNetworkError } from '@letterlock/sdk'
import type { RetryWait } from './retry-wait.ts'
import type { Failed, Outcome } from './row.ts'
import { textIn } from '../parse-object.ts'

/**
 * Creates a connection. While the provider or the server is busy, retries with growing pauses, until the wait timeout. The outcome
 * contains no secret.
 * @throws LetterlockApiError, LetterlockNetworkError if every other row would fail too
 */
export async function submitRow(
  create: () => Promise<{ readonly id: string }>,
  wait: RetryWait,
): Promise<Outcome> {
  const startedAt = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      const { id } = await create()
      return { outcome: 'imported', connectionId: id }
    } catch (error) {
      if (error instanceof LetterlockApiError && error.code === 'connection_exists') {
        return { outcome: 'exists', connectionId: textIn(error.problem, 'connectionId') ?? null }
      }
      const failed = judgeError(error, wait)
      const canRetry =
        failed.transient && (await wait.pause({ reason: failed.message, error, tries, startedAt }))
      if (!canRetry) return failed
    }
  }
}

function judgeError(error: unknown, wait: RetryWait): Failed {
  // A server that has responded before may come back. If it never has, the URL is probably wrong.
  if (error instanceof LetterlockNetworkError && wait.hasFinishedRow())
    return {
      outcome: 'failed',
      code: 'server_unreachable',
      message: error.message,
      nextStep: 'Start the server again.',
      transient: true,
    }
  if (!(error instanceof LetterlockApiError) || concernsSecretKey(error)) throw error
  const { code, message, nextStep, status } = error
  const transient = TRANSIENT_STATUSES.has(status) || code === 'provider_unavailable'
  return { outcome: 'failed', code, message, nextStep, transient }
}

function concernsSecretKey({ status, code }: LetterlockApiError): boolean {
  return status === 401 || code === 'insufficient_scope'
}

/** Too many requests, service unavailable, gateway timeout. */
const TRANSIENT_STATUSES = new Set([429, 503, 504])
