import { readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { writePrivateFile } from './first-start.ts'
import { encryptionKeys } from './setting-values.ts'

/**
 * Reads the keys of a file again when it has changed.
 * @param file null: the keys are not in a file, and do not change
 */
export function watchKeyFile(file: string | null): () => readonly string[] | null {
  if (file === null) return () => null
  const stamp = (): string => {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : ''
  }
  let seen = stamp()
  return () => {
    const now = stamp()
    if (now === seen || now === '') return null
    const keys = encryptionKeys(readFileSync(file, 'utf8'))
    seen = now
    return keys
  }
}

/** Replaces the file in one step, so that no reader sees half of it. */
export function writeKeyFile(file: string, keys: readonly string[]): void {
  const written = `${file}.new`
  rmSync(written, { force: true })
  writePrivateFile(written, `${keys.join('\n')}\n`)
  renameSync(written, file)
}
