import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../kernel/code-of.ts'

/**
 * Writes a file that only this user can read, atomically: a crash leaves the whole file or none. Without `replace`, a crash may leave an empty
 * file on a file system without hard links, such as FAT.
 * @throws the system's error; without `replace` EEXIST if the file exists
 */
export function writePrivateFile(file: string, text: string, { replace = false } = {}): void {
  const written = `${file}.${randomUUID()}`
  try {
    write(written, text)
    if (replace) renameSync(written, file)
    else nameOnce(written, file)
    flushNames(dirname(file))
  } finally {
    rmSync(written, { force: true })
  }
}

function write(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(descriptor, text, { flush: true })
    fchmodSync(descriptor, 0o600)
  } finally {
    closeSync(descriptor)
  }
}

/** Creates a hard link: unlike a rename, it does not replace a file that another process has written meanwhile. */
function nameOnce(written: string, file: string): void {
  try {
    linkSync(written, file)
  } catch (error) {
    // Some file systems have no hard links.
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(codeOf(error))) throw error
    claim(file)
    renameSync(written, file)
  }
}

/** Creates an empty file, which only one process can. If that process dies before it writes the text, the file stays empty. @throws EEXIST */
function claim(file: string): void {
  closeSync(openSync(file, 'wx', 0o600))
}

/** Flushes the names of a directory to the disk; not where a directory cannot be opened, as on Windows. */
function flushNames(directory: string): void {
  let descriptor: number
  try {
    descriptor = openSync(directory, 'r')
  } catch (error) {
    if (/^(EISDIR|EPERM|EACCES)$/.test(codeOf(error))) return
    throw error
  }
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
