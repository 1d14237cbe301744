import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import measured from './file-seconds.json' with { type: 'json' }

/** Durations of test files, measured on a quiet machine, to balance their groups. */

const ROOT = join(import.meta.dirname, '..')
const SECONDS: Readonly<Record<string, number>> = measured
/** The duration of a file that is not listed, such as a new one. */
const USUAL_SECONDS = 2

/** @param file relative to the repository */
export const secondsOf = (file: string): number => SECONDS[file] ?? USUAL_SECONDS

/**
 * Writes the measured durations. Keeps other files, and drops deleted ones.
 * @param seconds by file, relative to the repository
 * @param known what earlier runs have measured
 * @param list the file to write
 */
export function writeSeconds(
  seconds: ReadonlyMap<string, number>,
  known = SECONDS,
  list = join(import.meta.dirname, 'file-seconds.json'),
): void {
  const rows = Object.entries({ ...known, ...Object.fromEntries(seconds) })
    .map(([file, taken]) => [file, Math.round(taken)] as const)
    .filter(([file, taken]) => taken > USUAL_SECONDS && existsSync(join(ROOT, file)))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(list, `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`)
}
