import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedConfig } from 'tsdown'

interface SourceMap {
  readonly sources: readonly string[]
  readonly sourcesContent: readonly (string | null)[]
}

/** Removes the sources of libraries from source maps: they are published elsewhere, and several times larger than ours. */
export function trimSourceMaps({ outDir }: ResolvedConfig): void {
  for (const file of globSync('*.js.map', { cwd: outDir }).map((name) => join(outDir, name))) {
    const map = JSON.parse(readFileSync(file, 'utf8')) as SourceMap
    const sourcesContent = map.sourcesContent.map((text, index) =>
      map.sources[index]?.includes('node_modules/') ? null : text,
    )
    writeFileSync(file, JSON.stringify({ ...map, sourcesContent }))
  }
}
