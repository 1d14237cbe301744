import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

const SHOWN = 10

/** Since its process began; the processor time of started processes on Linux only. */
interface FileTimes {
  /** Absolute path. */
  readonly file: string
  readonly seconds: number
  readonly processorSeconds: number
}

export interface Times extends Disposable {
  /** For `node --import` of the test files. */
  readonly noteUrl: string
  /** The files that took longest, and how long the processors worked for them. @param root file names are relative to it */
  table(root: string): string
  /** By test file, also of those that ran in a group. @param root file names are relative to it */
  seconds(root: string): ReadonlyMap<string, number>
}

/** Takes the times that test files note. */
export function newTimes(): Times {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-times-'))
  const noted = join(folder, 'times.tsv')
  const noteUrl = pathToFileURL(join(import.meta.dirname, 'note-times.ts'))
  noteUrl.searchParams.set('to', noted)
  const read = (): FileTimes[] =>
    existsSync(noted)
      ? readFileSync(noted, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => line.split('\t'))
          .map(([file = '', seconds, processor]) => ({
            file,
            seconds: Number(seconds),
            processorSeconds: Number(processor),
          }))
      : []
  return {
    noteUrl: noteUrl.href,
    table(root) {
      const all = read()
      const times = all
        .filter(({ file }) => file.includes('.test.'))
        .toSorted((one, other) => other.seconds - one.seconds)
      // Also what a process of several files does after the last of them.
      const total = all.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0)
      const lines = times
        .slice(0, SHOWN)
        .map(
          ({ file, seconds, processorSeconds }) =>
            `${seconds.toFixed(1).padStart(8)}${processorSeconds.toFixed(1).padStart(12)}  ${relative(root, file)}`,
        )
      return [
        '',
        'Slowest files',
        ' seconds   processor',
        ...lines,
        `Processors worked ${total.toFixed(0)} s for ${times.length} files.`,
        '',
      ].join('\n')
    },
    seconds: (root) =>
      new Map(
        read()
          .filter(({ file }) => file.includes('.test.'))
          .map(({ file, seconds }) => [relative(root, file), seconds]),
      ),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}
