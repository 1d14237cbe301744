import { hash } from 'node:crypto'

/** @param length the most digits; all of them if absent */
export function hexDigest(algorithm: 'md5' | 'sha256', text: string, length?: number): string {
  return hash(algorithm, text, 'hex').slice(0, length)
}
