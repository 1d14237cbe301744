import type { Encryption } from '../encryption/encryption.ts'
import type { Log } from '../kernel/log.ts'
import type { IdempotencyRepository } from './idempotency-repository.ts'

/** What this domain needs from others. */
export interface IdempotencyContext {
  readonly store: { readonly idempotencyKeys: IdempotencyRepository }
  readonly encryption: Encryption
  readonly log: Log
  readonly now: () => Date
}
