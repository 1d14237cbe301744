import { paint, print } from './output.ts'

const GAP = 2

/**
 * Rows in columns, each as wide as its widest cell; on a terminal that is too narrow, one block of lines per row. A pipe always gets
 * columns.
 */
export function printTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  printLine: (line?: string) => void = print,
): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const width = widths.reduce((sum, cell) => sum + cell + GAP, -GAP)
  const available = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY
  if (width > available) printBlocks(head, rows, printLine)
  else printColumns(head, rows, widths, printLine)
}

function printColumns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  printLine: (line?: string) => void,
): void {
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd()
  printLine(paint('dim', line(head)))
  for (const row of rows) printLine(line(row))
}

function printBlocks(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  printLine: (line?: string) => void,
): void {
  const labelWidth = Math.max(...head.map((name) => name.length)) + GAP
  for (const [index, row] of rows.entries()) {
    if (index > 0) printLine()
    for (const [column, name] of head.entries())
      if (row[column]) printLine(`${paint('dim', name.padEnd(labelWidth))}${row[column]}`)
  }
}
