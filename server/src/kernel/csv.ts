/** A line of CSV (RFC 4180). A spreadsheet evaluates none of its cells as a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

/** A leading apostrophe keeps a text a text: spreadsheets take what begins with one of these for a formula. */
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
