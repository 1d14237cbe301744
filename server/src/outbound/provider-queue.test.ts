import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInProviders } from '../providers/index.ts'
import type { Provider, ProviderRateLimit } from '../providers/provider.ts'
import { ProcessCallBudget } from './call-budget.ts'
import { providerQueue } from './provider-queue.ts'
import { createRateLimiter } from './rate-limiter.ts'

const OPTIONS = { maxQueueLength: 100, maxWaitMs: 60_000 }
const known = builtInProviders().get('mailchimp') ?? assert.fail()

/** Calls that start at once; time stands still, so every other call waits. */
function startedAtOnce(
  rateLimits: readonly ProviderRateLimit[],
  calls: readonly [string, string, string][],
): boolean[] {
  const provider: Provider = {
    ...known,
    api: { ...known.api, limitScope: 'account', maxConcurrentCalls: 100, rateLimits },
  }
  const rateLimiter = createRateLimiter(
    { ...OPTIONS, maxWaitMs: 1 },
    (_queue, limits) => new ProcessCallBudget(limits, () => 0),
  )
  return calls.map(([accountId, oauthAppId, path]) => {
    const slot = providerQueue(rateLimiter, provider, { accountId, oauthAppId, path }).acquire('principal')
    if (!(slot instanceof Promise)) return true
    slot.catch(() => undefined)
    return false
  })
}

test('each rate limit applies to its own scope and its own paths', () => {
  const one = ['account-1', 'app-1', '/lists'] as const
  const other = ['account-2', 'app-1', '/lists'] as const
  const send = ['account-1', 'app-1', '/letters/7/send'] as const
  assert.deepEqual(startedAtOnce([], [[...one], [...one]]), [true, true], 'none')
  assert.deepEqual(
    startedAtOnce([{ calls: 1, seconds: 1 }], [[...one], [...one], [...other]]),
    [true, false, true],
    'one account does not wait for another',
  )
  assert.deepEqual(
    startedAtOnce([{ calls: 1, seconds: 1, scope: 'oauth_app' }], [[...one], [...other]]),
    [true, false],
    'all accounts of an OAuth app share the limit',
  )
  assert.deepEqual(
    startedAtOnce([{ calls: 1, seconds: 30, path: '/letters/*/send' }], [[...send], [...one], [...send]]),
    [true, true, false],
    'a path has a limit of its own',
  )
})

test('all rate limits apply: few in a second, and more in ten', () => {
  let now = 0
  const rates = [
    { calls: 2, seconds: 1 },
    { calls: 3, seconds: 10 },
  ]
  const budget = new ProcessCallBudget({ maxConcurrent: 100, rates }, () => now)
  const waits: number[] = [budget.tryAcquire(), budget.tryAcquire(), budget.tryAcquire()]
  now = 1100
  waits.push(budget.tryAcquire(), budget.tryAcquire())
  assert.deepEqual(waits, [0, 0, 1100, 0, 9000])
  for (let ended = 0; ended < 3; ended++) budget.release()
  assert.equal(budget.isIdle, false, 'a queue that is dropped would forget the calls of the last ten seconds')
  now = 11_200
  assert.equal(budget.isIdle, true)
})
