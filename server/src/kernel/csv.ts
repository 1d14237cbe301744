/** A line of CSV (RFC 4180). A spreadsheet evaluates none of its cells as a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

/**
 * Beginnings of a cell that spreadsheets evaluate as a formula; after an apostrophe they stay text. Some spreadsheets separate cells by `;` or
 * a tab, and read a quote after one as the start of a quoted cell.
 */
const FORMULA_BEGINS = /(?<=^|[;\t\r\n])[ "]*(?=[=+\-@\t\r\n＝＋－＠])/g

function cellOf(text: string): string {
  const harmless = text.replaceAll(FORMULA_BEGINS, "$&'")
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
