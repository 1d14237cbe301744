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
 * Writes a file that only this user can read: all of it or none, whatever ends the process or the machine meanwhile. Without `replace`, on a
 * file system that knows no second names, such as FAT, an empty one may be left.
 * @throws the system's error; without `replace` EEXIST if there is one
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

/** Unlike a second name, a new name in place of the first would replace what another process has written meanwhile. */
function nameOnce(written: string, file: string): void {
  try {
    linkSync(written, file)
  } catch (error) {
    // Some file systems know no second names.
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(codeOf(error))) throw error
    claim(file)
    renameSync(written, file)
  }
}

/** Makes it an empty file. Only one process can; if it ends before it gives the file its text, the file stays empty. @throws EEXIST */
function claim(file: string): void {
  closeSync(openSync(file, 'wx', 0o600))
}

/** Where a directory cannot be opened, as on Windows, its names are not flushed. */
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
