import { parse } from 'csv-parse'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { reasonOf } from '@letterlock/server/reason-of.ts'
import { CliError, EXIT } from '../cli-error.ts'
import type { Row } from './row.ts'
import { textsIn } from './texts-in.ts'

/**
 * Row by row, whatever the size of the file. `nextStep` is for a file that turns out to be broken: it says what has become of the rows
 * before that.
 * @throws CliError
 */
export function readRows(file: string, nextStep: string): AsyncIterable<Row> {
  if (!existsSync(file))
    throw new CliError(`There is no file ${file}.`, 'Name a .csv or .jsonl file.', EXIT.usage)
  if (file.endsWith('.csv')) return readCsv(file, nextStep)
  if (/\.(jsonl|ndjson)$/.test(file)) return readJsonLines(file)
  throw new CliError(
    `${file} is neither .csv nor .jsonl.`,
    'Rename it to the format that it has.',
    EXIT.usage,
  )
}

async function* readCsv(file: string, nextStep: string): AsyncIterable<Row> {
  const rows = createReadStream(file).pipe(
    parse({ columns: true, bom: true, trim: true, skip_empty_lines: true }),
  )
  let number = 0
  try {
    for await (const fields of rows as AsyncIterable<Record<string, string>>)
      yield { number: ++number, fields }
  } catch (error) {
    throw new CliError(`${file}: ${reasonOf(error)}`, nextStep)
  }
}

async function* readJsonLines(file: string): AsyncIterable<Row> {
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === '') continue
    // A line that is not an object becomes a row that fails; the others go on.
    yield { number: ++number, fields: textsIn(line) ?? {} }
  }
}
