import { hash } from 'node:crypto'

/** @param length the maximum number of digits; all by default */
export function hexDigest(algorithm: 'md5' | 'sha256', text: string, length?: number): string {
  return hash(algorithm, text, 'hex').slice(0, length)
}
