import { hash, randomBytes } from 'node:crypto'

/** `conn_…`: 48 bits of time, so that ids sort by age, and 80 random bits; lower-case base 32 of Crockford. */
export function newId(prefix: string, now: Date): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  randomBytes(10).copy(bytes, 6)
  let bits = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let digit = 0; digit < 26; digit++) {
    text = ALPHABET[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${prefix}_${text}`
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** 256 random bits, for what must not be guessed. */
export function newRandomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** How a random token is stored: enough for 256 random bits, which no dictionary holds. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}
