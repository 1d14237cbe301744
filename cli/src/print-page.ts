import type { SourcedPage } from '@letterlock/sdk'
import { print, printJson } from './output.ts'
import { printNextPage } from './page-options.ts'
import { printSource } from './print-connection.ts'
import { printTable } from './table.ts'

/** Prints items of an account, one row each. */
export function printPage<T>(
  page: SourcedPage<T>,
  json: boolean,
  head: readonly string[],
  cellsOf: (item: T) => readonly string[],
): void {
  if (json) return printJson(page)
  if (page.items.length === 0) print('None found')
  else
    printTable(
      head,
      page.items.map((item) => cellsOf(item)),
    )
  printNextPage(page.nextCursor)
  printSource(page.source)
}

export function formatRate(rate: number | null): string {
  return rate === null ? '?' : `${(rate * 100).toFixed(1)} %`
}
