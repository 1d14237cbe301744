import { createHmac } from 'node:crypto'
import type { Row } from './row.ts'

/** Recognizes a row by its content, wherever it stands in the file. */
export interface RowHash {
  of(row: Row): string
  /** Whether a hash was made with this secret key. */
  canCompare(hash: string): boolean
}

const BYTES = 16

/**
 * HMAC-SHA256 (RFC 2104) with the secret key: a row may contain a password, which could be guessed from an unkeyed hash. `common` has the
 * members that are sent with every row. Column order and empty fields do not matter.
 */
export function createRowHash(secretKey: string, common: Readonly<Record<string, string>>): RowHash {
  const hmac = (text: string): string =>
    createHmac('sha256', secretKey).update(text).digest().subarray(0, BYTES).toString('hex')
  const prefix = `${hmac('rows').slice(0, 8)}-`
  return {
    of({ fields }) {
      const entries = Object.entries({ ...fields, ...common }).filter(([, value]) => value !== '')
      return prefix + hmac(JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))))
    },
    canCompare: (hash) => hash.startsWith(prefix),
  }
}
