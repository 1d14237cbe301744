import type { Log } from '../kernel/log.ts'

/**
 * Wraps encryption keys with a key that never leaves the service (envelope encryption). What is stored is useless without the service.
 * Every error is a `ConfigError`, with a sentence for the operator and without a secret.
 */
export interface KeyService {
  /** The prefix of a wrapped key, such as `aws-kms:`. */
  readonly prefix: string
  /** @param key 32 bytes in base64 */
  wrap(key: string): Promise<string>
  /** @returns 32 bytes in base64 */
  unwrap(wrapped: string): Promise<string>
  /** Keeps the credential for the service valid while a server runs. */
  keepAccess(log: Log): { stop(): void }
}

/** How long a request to a key service may take. */
export const KEY_SERVICE_TIMEOUT_MS = 5000
