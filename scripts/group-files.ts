import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A group that fails is read, and repeated, as easily as a file. */
const FILES_PER_GROUP = 8

/** What a file says that needs a process of its own: it measures the memory of the process, or changes what all of it has. */
const NEEDS_PROCESS = /process\.memoryUsage|NodeTracerProvider|process\.env\['\w+'\] =/

export interface Groups extends Disposable {
  /** For `node --test`: each runs some of the test files in one process. */
  readonly entries: readonly string[]
}

/**
 * Divides test files into groups that share a process. Files with similar names take similarly long: they go to different groups.
 * @param files absolute paths
 * @param noteUrl of the module that notes how long files take
 */
export function groupFiles(files: readonly string[], noteUrl: string): Groups {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-groups-'))
  const alone = files.filter((file) => NEEDS_PROCESS.test(readFileSync(file, 'utf8')))
  const together = files.filter((file) => !alone.includes(file))
  const count = Math.ceil(together.length / FILES_PER_GROUP)
  const runner = pathToFileURL(join(import.meta.dirname, 'run-group.ts')).href
  const entries = Array.from({ length: count }, (_, number) => {
    const own = together.filter((_file, index) => index % count === number)
    const entry = join(folder, `group-${number + 1}.mjs`)
    writeFileSync(
      entry,
      `import { noteEnd } from ${JSON.stringify(noteUrl)}
import { runGroup } from ${JSON.stringify(runner)}
runGroup(${JSON.stringify(own, null, 2)}, noteEnd)
`,
    )
    return entry
  })
  return {
    entries: [...alone, ...entries],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}
