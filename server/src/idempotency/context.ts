import type { Encryption } from '../encryption/encryption.ts'
import type { IdempotencyRepository } from './idempotency-repository.ts'

/** What the functions of this domain need from outside. */
export interface IdempotencyContext {
  readonly store: { readonly idempotencyKeys: IdempotencyRepository }
  readonly encryption: Encryption
  readonly now: () => Date
}
