import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { counted } from '@letterlock/server/counted.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { readText, assertFile } from './read-text.ts'
import type { Row } from './row.ts'
import { textsIn } from './texts-in.ts'

/** Messages about a file. */
export interface FileFaults {
  /** For a file that is invalid in the middle: what happened to the rows before, and what to do. */
  readonly nextStep: string
  /** The error in the columns of a .csv file, as a sentence. */
  readonly checkColumns?: (columns: readonly string[]) => string | undefined
}

/**
 * Reads row by row, in constant memory.
 * @throws CliError
 */
export function readRows(file: string, faults: FileFaults): AsyncIterable<Row> {
  assertFile(file)
  if (file.endsWith('.csv')) return readCsv(file, faults)
  if (/\.(jsonl|ndjson)$/.test(file)) return readJsonLines(file, faults)
  throw new CliError(
    `${file} is neither .csv nor .jsonl.`,
    'Rename it to the format that it has.',
    EXIT.usage,
  )
}

async function* readCsv(file: string, { nextStep, checkColumns }: FileFaults): AsyncIterable<Row> {
  const parts = readText(file, nextStep)
  const { value: first } = await parts.next()
  if (first === undefined) throw new CliError(`${file} is empty.`, nextStep)
  const fail = (fault: string): never => {
    throw new CliError(`${file}: ${fault}`, nextStep)
  }
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first),
    record_delimiter: ['\r\n', '\n', '\r'],
    trim: true,
    raw: true,
    // Validated here, where the line is known.
    relax_column_count: true,
  })
  const text = Readable.from(withFirst(first, parts))
  text.once('error', (error) => parser.destroy(error))
  let columns: readonly string[] | undefined
  let nextLine = 1
  try {
    for await (const { record, raw } of text.pipe(parser) as AsyncIterable<Parsed>) {
      const line = nextLine
      nextLine += raw.match(LINE_BREAKS)?.length ?? 0
      if (record.every((value) => value === '')) continue
      if (columns) {
        if (record.length !== columns.length)
          fail(`line ${line} has ${counted(record.length, 'value')}, and the header ${columns.length}.`)
        const lost = columns.findIndex((name, index) => name === '' && record[index] !== '')
        if (lost >= 0)
          fail(`line ${line} has a value in column ${lost + 1}, which has no name in the header.`)
        yield { line, fields: fieldsOf(columns, record) }
      } else {
        columns = record
        const fault = faultOfHeader(record) ?? checkColumns?.(record.filter(isNamed))
        if (fault !== undefined) fail(fault)
      }
    }
  } catch (error) {
    if (error instanceof CsvError) fail(faultOf(error, nextLine))
    throw error
  } finally {
    text.destroy()
  }
}

interface Parsed {
  readonly record: readonly string[]
  readonly raw: string
}

const LINE_BREAKS = /\r\n|\n|\r/g

/** Spreadsheets add empty columns. */
const isNamed = (column: string): boolean => column !== ''

function fieldsOf(columns: readonly string[], record: readonly string[]): Record<string, string> {
  const named = columns.map((name, index): [string, string] => [name, record[index] ?? ''])
  return Object.fromEntries(named.filter(([name]) => isNamed(name)))
}

async function* withFirst(first: string, others: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* others
}

const DELIMITERS = [',', ';', '\t'] as const

/** The most frequent delimiter of the header: where numbers have a decimal comma, spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1)
  const countOf = (delimiter: string): number => header.split(delimiter).length
  return DELIMITERS.toSorted((one, other) => countOf(other) - countOf(one))[0] ?? ','
}

function faultOfHeader(columns: readonly string[]): string | undefined {
  const twice = columns.find((name, index) => isNamed(name) && columns.indexOf(name) !== index)
  return twice === undefined ? undefined : `there are two columns “${twice}”.`
}

/** The parser's own messages name its options. @param line where the row begins */
function faultOf({ code, message }: CsvError, line: number): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `a quotation mark that opens in the row of line ${line} is not closed.`
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `line ${line} has a quotation mark inside a value: put the whole value in quotation marks, and double those inside.`
    default:
      return message
  }
}

async function* readJsonLines(file: string, { nextStep }: FileFaults): AsyncIterable<Row> {
  let line = 0
  for await (const text of linesOf(readText(file, nextStep))) {
    line++
    if (text.trim() === '') continue
    const fields = textsIn(text)
    // An invalid line becomes a failed row; the import continues.
    yield fields ? { line, fields } : { line, fields: {}, fault: 'The line is not a JSON object.' }
  }
}

async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const part of parts) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}
