import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { ProviderStates } from './provider-states.ts'
import type { RequestLog } from './request-log.ts'

/** What routes and providers see of a sandbox's state. Tests may read and change it in place. */
export interface World extends ProviderStates {
  readonly clock: Clock
  readonly faults: Faults
  readonly requests: RequestLog
}
