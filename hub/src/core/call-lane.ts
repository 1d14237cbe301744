import type { Provider } from './provider.ts'
import type { Lane, Turns } from './turns.ts'

/** Whose call it is: an account's, made with an app or, with an API key, without one. */
export interface CallOf {
  readonly accountId: string
  readonly appId: string | null
}

/** The lane on which calls of a platform's API wait for their turn. */
export function callLane(turns: Turns, { id, api }: Provider, { accountId, appId }: CallOf): Lane {
  const name = api.limitsCount === 'per_app' ? (appId ?? accountId) : accountId
  return turns.lane(id, name, { most: api.maxConcurrentCalls, perSecond: api.maxCallsPerSecond })
}
