import { codeOf } from '@letterlock/server/code-of.ts'
import { createReadStream, statSync } from 'node:fs'
import { CliError, EXIT } from '../cli-error.ts'

const LINE_FEED = 0x0a

/** @throws CliError if it does not exist or is not a file */
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
 * The text of a UTF-8 file, in parts. Rejects other encodings, which would lose accented letters.
 * @param nextStep for a file that is invalid in the middle
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
      let text = ''
      for (const part of byLine(bytes)) {
        const decoded = decodedOrUndefined(() => decoder.decode(part, { stream: true }))
        if (decoded === undefined) throw notUtf8(`Line ${line} of ${file} is not in UTF-8`, nextStep)
        if (part.at(-1) === LINE_FEED) line++
        text += decoded
      }
      yield text
    }
    if (decodedOrUndefined(() => decoder.decode()) === undefined)
      throw notUtf8(`Line ${line} of ${file} is not in UTF-8`, nextStep)
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
    EXIT.usage,
  )
}

/** Recognized by the byte order mark, or by a zero in every other byte. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0) !== (second === 0)
  )
}

/** Each part ends with a line feed, except the last one of a chunk that ends within a line. */
function* byLine(bytes: Buffer): Generator<Buffer> {
  for (let start = 0, end; start < bytes.length; start = end) {
    end = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length
    yield bytes.subarray(start, end)
  }
}

/** Undefined for bytes that are not UTF-8. */
function decodedOrUndefined(decode: () => string): string | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
