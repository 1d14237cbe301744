import { paint, print } from './output.ts'

const GAP = 2

/**
 * Rows in columns, each as wide as its widest cell; on a terminal that is too narrow, one block of lines per row. A pipe always gets
 * columns.
 */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const width = widths.reduce((sum, cell) => sum + cell + GAP, -GAP)
  const available = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY
  if (width > available) printBlocks(head, rows)
  else printColumns(head, rows, widths)
}

function printColumns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd()
  print(paint('dim', line(head)))
  for (const row of rows) print(line(row))
}

function printBlocks(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const labelWidth = Math.max(...head.map((name) => name.length)) + GAP
  for (const [index, row] of rows.entries()) {
    if (index > 0) print()
    for (const [column, name] of head.entries())
      if (row[column]) print(`${paint('dim', name.padEnd(labelWidth))}${row[column]}`)
  }
}
