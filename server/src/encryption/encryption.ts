import { createCipheriv, createDecipheriv } from 'node:crypto'
import { ProblemError } from '../kernel/errors.ts'
import { pooledRandomBytes } from '../kernel/random.ts'
import { keyName, type KeyRing } from './key-ring.ts'
import { MissingKeyError } from './missing-keys.ts'

/** Binds a ciphertext to one row and field: with any other context it cannot be decrypted. */
export interface EncryptionContext {
  readonly workspaceId: string
  readonly rowId: string
  readonly field:
    | 'token_set'
    | 'api_key'
    | 'client_secret'
    | 'signing_secret'
    | 'alert_webhook_url'
    | 'code_verifier'
    | 'confirmation_token'
    | 'device_code'
    | 'oidc_record'
    | 'encryption_check'
    | 'kept_grant'
    | 'idempotency'
    | 'job_input'
    | 'job_checkpoint'
    | 'job_error'
    | 'job_row'
    | 'unchecked_contact'
}

export interface Encryption {
  encrypt(plaintext: string, context: EncryptionContext): Uint8Array
  /** @throws ProblemError decryption_failed: another context, damaged, or encrypted with a key that is not on the key ring */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): string
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NONCE_START = 5
const HEADER_BYTES = NONCE_START + NONCE_BYTES
const OPTIONS = { authTagLength: TAG_BYTES }

/**
 * AES-256-GCM. The format is version (1 byte), key ID (4), random nonce (12), ciphertext, authentication tag (16). The
 * context is the additional authenticated data.
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
export function createEncryption(ring: KeyRing): Encryption {
  return {
    encrypt(plaintext, context) {
      const nonce = pooledRandomBytes(NONCE_BYTES)
      const { id, key } = ring.newest
      const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS)
      cipher.setAAD(additionalData(context, id))
      const body = cipher.update(plaintext, 'utf8')
      // GCM is a stream mode: `final` returns no more bytes.
      cipher.final()
      // Not from Buffer's pool: the whole pool would be copied to the writer thread.
      const bytes = new Uint8Array(HEADER_BYTES + body.length + TAG_BYTES)
      bytes[0] = VERSION
      new DataView(bytes.buffer).setUint32(1, id)
      bytes.set(nonce, NONCE_START)
      bytes.set(body, HEADER_BYTES)
      bytes.set(cipher.getAuthTag(), HEADER_BYTES + body.length)
      return bytes
    },

    decrypt(ciphertext, context) {
      const bytes = Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.byteLength)
      if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION)
        throw new ProblemError('decryption_failed', { detail: 'truncated, or an unknown version' })
      const id = bytes.readUInt32BE(1)
      const known = ring.find(id)
      if (!known)
        throw new ProblemError('decryption_failed', {
          detail: `key ${keyName(id)} is not on the key ring`,
          cause: new MissingKeyError(id),
        })
      const nonce = bytes.subarray(NONCE_START, HEADER_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, OPTIONS)
      decipher.setAAD(additionalData(context, id))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const plain = decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES))
        decipher.final()
        return plain.toString()
      } catch (cause) {
        throw new ProblemError('decryption_failed', { detail: 'damaged, or another context', cause })
      }
    },
  }
}

function additionalData({ workspaceId, rowId, field }: EncryptionContext, id: number): Buffer {
  return Buffer.from(`v${VERSION}|${workspaceId}|${rowId}|${field}|${id}`)
}
