/** Of each file, how often each of its lines ran: those of comments and types, too. */
export type LineCoverage = Map<string, Map<number, number>>

/**
 * Adds what one run has covered. A line ran as often as in all runs together.
 * @param lcov as Node's `lcov` reporter writes it: https://ltp.sourceforge.net/coverage/lcov/geninfo.1.php
 */
export function addLcov(coverage: LineCoverage, lcov: string): void {
  let lines = new Map<number, number>()
  for (const record of lcov.split('\n')) {
    const [kind = '', value = ''] = record.split(/:(.*)/s)
    if (kind === 'SF') {
      const file = value.replaceAll('\\', '/')
      lines = coverage.get(file) ?? new Map<number, number>()
      coverage.set(file, lines)
    }
    if (kind !== 'DA') continue
    const [line = 0, count = 0] = value.split(',').map(Number)
    lines.set(line, (lines.get(line) ?? 0) + count)
  }
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
