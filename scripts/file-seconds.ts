import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import measured from './file-seconds.json' with { type: 'json' }

/** How long test files take, by a run on a quiet machine, so that groups of them take the time that is planned. */

const SECONDS: Readonly<Record<string, number>> = measured
/** One that is not listed, such as a new one. */
const USUAL_SECONDS = 2

/** @param file relative to the repository */
export const secondsOf = (file: string): number => SECONDS[file] ?? USUAL_SECONDS

/** Writes the list anew. @param seconds by file, relative to the repository */
export function writeSeconds(seconds: ReadonlyMap<string, number>): void {
  const rows = [...seconds]
    .map(([file, taken]) => [file, Math.round(taken)] as const)
    .filter(([, taken]) => taken > USUAL_SECONDS)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  const list = join(import.meta.dirname, 'file-seconds.json')
  writeFileSync(list, `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`)
}
