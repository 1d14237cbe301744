import { readFileSync, statSync } from 'node:fs'
import { encryptionKeys } from './setting-values.ts'
import { writePrivateFile } from './write-private-file.ts'

/**
 * Creates a function that reads a key file again when it has changed.
 * @param file null: the keys are not in a file, and do not change
 * @returns the keys as they are stored; null while the file is as it was last accepted
 */
export function watchKeyFile(
  file: string | null,
): () => { readonly stored: readonly string[]; accept(): void } | null {
  if (file === null) return () => null
  const stamp = (): string => {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : ''
  }
  let seen = stamp()
  return () => {
    const now = stamp()
    if (now === seen || now === '') return null
    return { stored: encryptionKeys(readFileSync(file, 'utf8')), accept: () => void (seen = now) }
  }
}

/** Replaces the file in one step, so that no reader sees half of it. */
export function writeKeyFile(file: string, stored: readonly string[]): void {
  writePrivateFile(file, `${stored.join('\n')}\n`, { replace: true })
}
