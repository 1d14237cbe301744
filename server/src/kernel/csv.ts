/** A line of CSV (RFC 4180). A spreadsheet evaluates none of its cells as a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

/**
 * A text stays a text behind an apostrophe: spreadsheets take what begins with one of these for a formula. Some separate cells by `;` or a tab,
 * and take a quote behind one for the begin of a quoted cell.
 */
const FORMULA_BEGINS = /(?<=^|[;\t\r\n])[ "]*(?=[=+\-@\t\r\n＝＋－＠])/g

function cellOf(text: string): string {
  const harmless = text.replaceAll(FORMULA_BEGINS, "$&'")
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
