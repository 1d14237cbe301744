import { stripTypeScriptTypes } from 'node:module'

/** How often each line of each file ran. Excludes lines without code, such as comments and types. */
export type LineCoverage = Map<string, Map<number, number>>

/** What V8 writes into `NODE_V8_COVERAGE`: https://nodejs.org/api/cli.html#node_v8_coveragedir */
export interface ProcessCoverage {
  readonly result: readonly {
    /** `file:` for a module. */
    readonly url: string
    readonly functions: readonly { readonly ranges: readonly CoveredRange[] }[]
  }[]
}

interface CoveredRange {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}

/** A line of code, by its place in what V8 has run. */
export interface CodeLine {
  /** From 1. */
  readonly number: number
  readonly start: number
  readonly end: number
}

/**
 * The lines of code of a TypeScript file: types are blank in what V8 runs, and each character is where it was.
 * @param source formatted: a comment of several lines has a `*` before each
 */
export function codeLines(source: string): CodeLine[] {
  let start = 0
  return stripTypeScriptTypes(source)
    .split('\n')
    .flatMap((text, index) => {
      const begin = start
      start += text.length + 1
      const code = text.trim()
      if (code === '' || /^(?:\/\/|\/?\*)/.test(code)) return []
      const from = begin + text.indexOf(code)
      return [{ number: index + 1, start: from, end: from + code.length }]
    })
}

/**
 * Adds what one process has run. A line ran as often as in all processes together.
 * @param fileOf the name of a module's file; undefined for a module that does not count
 */
export function addProcess(
  coverage: LineCoverage,
  { result }: ProcessCoverage,
  fileOf: (url: string) => { readonly name: string; readonly lines: readonly CodeLine[] } | undefined,
): void {
  for (const { url, functions } of result) {
    const file = fileOf(url)
    if (!file) continue
    const counts = new Map<number, number>()
    // Outer ranges come first: the last that has a line counts.
    for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges))
      for (let index = firstFrom(file.lines, startOffset); index < file.lines.length; index++) {
        const line = file.lines[index]
        if (!line || line.end > endOffset) break
        counts.set(line.number, count)
      }
    const lines = coverage.get(file.name) ?? new Map<number, number>()
    coverage.set(file.name, lines)
    for (const { number } of file.lines)
      lines.set(number, (lines.get(number) ?? 0) + (counts.get(number) ?? 0))
  }
}

/** The index of the first line that starts there or later. */
function firstFrom(lines: readonly CodeLine[], offset: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.start ?? Infinity) < offset) low = middle + 1
    else high = middle
  }
  return low
}

export interface CoveredFolder {
  readonly folder: string
  readonly files: number
  readonly lines: number
  readonly covered: number
}

/** @param folderOf the row that a file belongs to */
export function coveredFolders(coverage: LineCoverage, folderOf: (file: string) => string): CoveredFolder[] {
  const rows = Map.groupBy(coverage, ([file]) => folderOf(file))
  return [...rows]
    .map(([folder, files]) => ({
      folder,
      files: files.length,
      lines: files.reduce((sum, [, lines]) => sum + lines.size, 0),
      covered: files.reduce((sum, [, lines]) => sum + coveredLines(lines), 0),
    }))
    .toSorted((one, other) => one.folder.localeCompare(other.folder, 'en'))
}

export function coveredLines(lines: ReadonlyMap<number, number>): number {
  return [...lines.values()].filter((count) => count > 0).length
}
