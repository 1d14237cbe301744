import { hash, randomBytes } from 'node:crypto'
import { smallRandom } from './random.ts'

let latest = { at: 0, random: 0n }

/**
 * `conn_…`: ten digits of time, so that ids sort by age, and sixteen of 80 random bits; lower-case base 32. Those of one
 * process and one millisecond sort in the order in which they were made.
 */
export function newId(prefix: string, now: Date): string {
  const at = now.getTime()
  // 79 bits, so that counting on from there does not run over.
  const random = latest.at === at ? latest.random + 1n : BigInt(`0x${smallRandom(10).toString('hex')}`) >> 1n
  latest = { at, random }
  return `${prefix}_${now.getTime().toString(32).padStart(10, '0')}${random.toString(32).padStart(16, '0')}`
}

/** Sorts before every id of this kind that was made at this time or later, and after the others. */
export function idAt(prefix: string, epochMs: number): string {
  return `${prefix}_${Math.max(0, epochMs).toString(32).padStart(10, '0')}`
}

/** 256 random bits, for what must not be guessed. */
export function newRandomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** How a random token is stored: enough for 256 random bits, which no dictionary holds. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** `req_…` for each request: unique among all processes by a random beginning, and cheap to make. */
export function createInstanceIds(): () => string {
  const beginning = `req_${randomBytes(8).toString('hex')}`
  let count = 0
  return () => `${beginning}${(++count).toString(36)}`
}
