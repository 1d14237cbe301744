import { parse } from 'csv-parse/sync'

/** Reads CSV with a line of names (RFC 4180). Names are converted to members: `Email address` becomes `email_address`. */
export function readCsv(text: string): Record<string, string>[] {
  return parse<Record<string, string>>(text, {
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    trim: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    // Reads invalid files as far as possible, as the providers do.
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    columns: (names: readonly string[]) =>
      names.map((name) => name.trim().toLowerCase().replaceAll(/\W+/g, '_')),
  })
}
