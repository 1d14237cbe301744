import { readFileSync } from 'node:fs'
import type { Specification } from './specification.ts'

/**
 * Reads what `sandbox/scripts/derive-specifications.ts` wrote. Read as a file, because an import takes twice the memory.
 *
 * @param provider such as `constant-contact`
 */
export function readSpecification(provider: string): Specification {
  const document: unknown = JSON.parse(
    readFileSync(new URL(`./documents/${provider}.json`, import.meta.url), 'utf8'),
  )
  if (!isSpecification(document)) throw new Error(`the specification of ${provider} has no operations`)
  return document
}

const isSpecification = (document: unknown): document is Specification =>
  typeof document === 'object' && document !== null && 'operations' in document && '$defs' in document
