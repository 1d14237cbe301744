import { codeOf } from '@letterlock/server/code-of.ts'
import { createReadStream, statSync } from 'node:fs'
import { CliError, EXIT } from '../cli-error.ts'

const LINE_FEED = 0x0a

/** @throws CliError if there is no such file, or it is something else, such as a folder */
export function assertFile(file: string): void {
  let stats
  try {
    stats = statSync(file)
  } catch (error) {
    throw unreadable(file, error)
  }
  if (stats.isDirectory()) throw new CliError(`${file} is a folder.`, NAME_A_FILE, EXIT.usage)
}

const NAME_A_FILE = 'Name a .csv or .jsonl file.'

/**
 * The text of a UTF-8 file, in parts. Other encodings are refused: read as UTF-8, letters with accents would be lost.
 * @param nextStep for a file that turns out to be broken
 * @throws CliError
 */
export async function* readText(file: string, nextStep: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let isFirst = true
  try {
    for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
      if (isFirst && isUtf16(bytes)) throw notUtf8(`${file} is in UTF-16`, nextStep)
      isFirst = false
      let text
      try {
        text = decoder.decode(bytes, { stream: true })
      } catch {
        throw notUtf8(`Line ${line + lineOfFault(bytes)} of ${file} is not in UTF-8`, nextStep)
      }
      line += bytes.filter((byte) => byte === LINE_FEED).length
      yield text
    }
    if (!endsCleanly(decoder)) throw notUtf8(`Line ${line} of ${file} is not in UTF-8`, nextStep)
  } catch (error) {
    throw error instanceof CliError ? error : unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): CliError {
  const code = codeOf(error)
  if (code === 'ENOENT') return new CliError(`There is no file ${file}.`, NAME_A_FILE, EXIT.usage)
  const reason = code === 'EACCES' ? 'this user may not read it' : (code ?? String(error))
  return new CliError(`${file} cannot be read: ${reason}.`, 'Let this user read it, and try again.')
}

function notUtf8(what: string, nextStep: string): CliError {
  return new CliError(
    `${what}.`,
    `${nextStep} To save it as UTF-8, choose that encoding in your editor, or “CSV UTF-8” in a spreadsheet.`,
  )
}

/** By its byte order mark; of a text without one, every other byte is zero. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0) !== (second === 0)
  )
}

/** Lines before the first byte that is no UTF-8. */
function lineOfFault(bytes: Buffer): number {
  const [before = ''] = bytes.toString('utf8').split('\uFFFD')
  return before.split('\n').length - 1
}

function endsCleanly(decoder: { decode(): string }): boolean {
  try {
    decoder.decode()
    return true
  } catch {
    return false
  }
}
