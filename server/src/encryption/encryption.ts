import { createCipheriv, createDecipheriv } from 'node:crypto'

import { ProblemError } from '../kernel/errors.ts'
import { smallRandom } from '../kernel/random.ts'
import type { KeyRing } from './key-ring.ts'

/** Binds a ciphertext to its place: moved to another row or field, it does not open. */
export interface Place {
  readonly workspaceId: string
  readonly rowId: string
  readonly field:
    | 'token_set'
    | 'api_key'
    | 'client_secret'
    | 'code_verifier'
    | 'confirmation_token'
    | 'device_code'
    | 'oidc_record'
    | 'encryption_check'
    | 'kept_grant'
    | 'idempotency'
}

export interface Encryption {
  encrypt(plain: string, place: Place): Uint8Array
  /** @throws HubError decryption_failed: wrong place, damaged, or sealed with a key that is not on the ring. */
  open(ciphertext: Uint8Array, place: Place): string
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 5 + NONCE_BYTES

/**
 * AES-256-GCM. A sealed value is: version (1 byte), key id (4), nonce (12, random), ciphertext, tag (16).
 * The additional data names the place, so that a value moved to another row or field does not open.
 */
export function createEncryption(ring: KeyRing): Encryption {
  return {
    encrypt(plain, place) {
      const nonce = smallRandom(NONCE_BYTES)
      const { id, key } = ring.newest
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(additionalData(place, id))
      const header = Buffer.alloc(5)
      header.writeUInt8(VERSION, 0)
      header.writeUInt32BE(id, 1)
      return Buffer.concat([header, nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },

    open(ciphertext, place) {
      const bytes = Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.byteLength)
      if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION)
        throw new ProblemError('decryption_failed', { detail: 'truncated, or of an unknown version' })
      const id = bytes.readUInt32BE(1)
      const known = ring.byId.get(id)
      if (!known)
        throw new ProblemError('decryption_failed', {
          detail: `sealed with key ${id.toString(16)}, not on the ring`,
        })
      const nonce = bytes.subarray(5, HEADER_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(additionalData(place, id))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        return (
          decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES), undefined, 'utf8') +
          decipher.final('utf8')
        )
      } catch (cause) {
        throw new ProblemError('decryption_failed', { detail: 'damaged, or moved from another place', cause })
      }
    },
  }
}

function additionalData({ workspaceId, rowId, field }: Place, principalId: number): Buffer {
  return Buffer.from(`v${VERSION}|${workspaceId}|${rowId}|${field}|${principalId}`)
}
