import { InvalidArgumentError, type Command } from 'commander'
import { print } from './output.ts'

export interface PageOptions {
  readonly limit: number
  readonly cursor?: string
}

export function addPageOptions(command: Command): Command {
  return command
    .option('--limit <number>', 'at most this many, 1 to 100', readLimit, 50)
    .option('--cursor <cursor>', 'continue where the previous page ended')
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit
  throw new InvalidArgumentError('Give a whole number from 1 to 100.')
}

export function printNextPage(nextCursor: string | null): void {
  if (nextCursor === null) return
  print()
  print(`More: run it again with --cursor ${nextCursor}`)
}
