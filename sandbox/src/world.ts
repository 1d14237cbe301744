import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { ProviderStates } from './provider-states.ts'
import type { RequestLog } from './request-log.ts'

/** The state of a sandbox, for routes and providers. Tests may read and change it in place. */
export interface World extends ProviderStates {
  readonly clock: Clock
  readonly faults: Faults
  readonly requests: RequestLog
}
