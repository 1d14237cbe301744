import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The usual average number of files in a group: small enough to read and repeat a failed group. */
const FILES_PER_GROUP = 12
/** The relative duration of the first group; later groups are shorter, so that nothing long starts at the end. */
const FIRST_SHARE = 1.5

/** Marks a file that needs its own process, because it measures memory or changes process-wide state. */
const NEEDS_PROCESS = /process\.memoryUsage|NodeTracerProvider|process\.env\['\w+'\] =/

export interface Groups extends Disposable {
  /** For `node --test`, in this order: each runs some of the test files in one process. */
  readonly entries: readonly string[]
}

export interface GroupOptions {
  /** Of the module that notes how long files take. */
  readonly noteUrl: string
  /** How long a file is expected to take, by its absolute path. */
  readonly secondsOf: (file: string) => number
  /** The average number of files in a group. Default: 12. */
  readonly filesPerGroup?: number | undefined
  /** The temporary folder of a group. Default: the system's. */
  readonly temporaryFolder?: string | undefined
}

/**
 * Divides test files into groups that share a process, the slowest first.
 * @param files absolute paths
 */
export function groupFiles(
  files: readonly string[],
  { noteUrl, secondsOf, filesPerGroup = FILES_PER_GROUP, temporaryFolder }: GroupOptions,
): Groups {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-groups-'))
  const alone = files.filter((file) => NEEDS_PROCESS.test(readFileSync(file, 'utf8')))
  const together = files.filter((file) => !alone.includes(file))
  const runner = pathToFileURL(join(import.meta.dirname, 'run-group.ts')).href
  const entries = divide(together, secondsOf, filesPerGroup).map((own, index) => {
    const entry = join(folder, `group-${index + 1}.mjs`)
    const settings = temporaryFolder ? `process.env['TMPDIR'] = ${JSON.stringify(temporaryFolder)}\n` : ''
    writeFileSync(
      entry,
      `import { noteEnd } from ${JSON.stringify(noteUrl)}
import { runGroup } from ${JSON.stringify(runner)}
${settings}runGroup(${JSON.stringify(own, null, 2)}, noteEnd)
`,
    )
    return entry
  })
  return {
    entries: [...entries, ...alone],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** Assigns the slowest files first, each to the group that is furthest below its share. */
function divide(
  files: readonly string[],
  secondsOf: (file: string) => number,
  filesPerGroup: number,
): string[][] {
  const count = Math.ceil(files.length / filesPerGroup)
  const groups = Array.from({ length: count }, (_, index) => ({
    share: FIRST_SHARE - (index / Math.max(count - 1, 1)) * 2 * (FIRST_SHARE - 1),
    seconds: 0,
    files: new Array<string>(),
  }))
  const slowestFirst = files
    .map((file) => ({ file, seconds: secondsOf(file) }))
    .toSorted((one, other) => other.seconds - one.seconds)
  for (const { file, seconds } of slowestFirst) {
    const [least] = groups.toSorted(
      (one, other) => (one.seconds + seconds) / one.share - (other.seconds + seconds) / other.share,
    )
    if (!least) continue
    least.files.push(file)
    least.seconds += seconds
  }
  return groups.map((group) => group.files).filter(({ length }) => length > 0)
}
