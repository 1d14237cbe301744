import type { Log } from '../kernel/log.ts'
import type { CallRepository } from './call-repository.ts'

/** What this domain needs from others. */
export interface CallsContext {
  readonly store: { readonly calls: CallRepository }
  readonly now: () => Date
  readonly log: Log
}
