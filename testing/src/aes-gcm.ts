import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Nonce, ciphertext and tag in one piece. */
export function encryptAesGcm(key: Buffer, plaintext: Buffer, additionalData = ''): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  cipher.setAAD(Buffer.from(additionalData))
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** null if it was encrypted with another key or other additional data, or is damaged. */
export function decryptAesGcm(key: Buffer, blob: Buffer, additionalData = ''): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(additionalData))
  decipher.setAuthTag(blob.subarray(-16))
  try {
    return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}
