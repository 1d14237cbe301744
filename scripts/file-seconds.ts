import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How long test files take, by a run on a quiet machine, so that groups of them take the time that is planned. */

const MEASURED = join(import.meta.dirname, 'file-seconds.json')
/** One that is not listed, such as a new one. */
const USUAL_SECONDS = 2

/** @param file relative to the repository */
export function secondsOf(file: string): number {
  const measured = JSON.parse(readFileSync(MEASURED, 'utf8')) as Readonly<Record<string, number>>
  return measured[file] ?? USUAL_SECONDS
}

/** Writes the list anew. @param seconds by file, relative to the repository */
export function writeSeconds(seconds: ReadonlyMap<string, number>): void {
  const rows = [...seconds]
    .map(([file, taken]) => [file, Math.round(taken)] as const)
    .filter(([, taken]) => taken > USUAL_SECONDS)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(MEASURED, `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`)
}
