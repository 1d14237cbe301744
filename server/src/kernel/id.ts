import { hash, randomBytes } from 'node:crypto'
import { pooledRandomBytes } from './random.ts'

let latest = { at: 0, random: 0n }

/**
 * An ID such as `conn_…` in lower-case base 32: ten digits of time, then sixteen of 79 random bits. IDs sort by age; those that
 * one process creates within a millisecond sort in order of creation.
 */
export function newId(prefix: string, now: Date): string {
  const at = now.getTime()
  // 79 bits leave room to count up.
  const random =
    latest.at === at ? latest.random + 1n : BigInt(`0x${pooledRandomBytes(10).toString('hex')}`) >> 1n
  latest = { at, random }
  return `${prefix}_${now.getTime().toString(32).padStart(10, '0')}${random.toString(32).padStart(16, '0')}`
}

/** Compares IDs of one kind by age, for `sort`. */
export function compareIds(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** A bound for ID ranges: sorts before all IDs created at or after this time, and after all earlier ones. */
export function idAt(prefix: string, epochMs: number): string {
  return `${prefix}_${Math.max(0, epochMs).toString(32).padStart(10, '0')}`
}

/** 256 random bits in base64url, for secrets. */
export function newRandomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in base64url. Sufficient for tokens of 256 random bits; never use it for passwords. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** Creates request IDs (`req_…`): a random prefix per process and a counter, so that they are cheap and unique across processes. */
export function createRequestIds(): () => string {
  const prefix = `req_${randomBytes(8).toString('hex')}`
  let count = 0
  return () => `${prefix}${(++count).toString(36)}`
}
