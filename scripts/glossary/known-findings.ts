import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './find-avoided-words.ts'

/** Remaining uses of each word by top-level folder. May only shrink. */
export type FindingCounts = Readonly<Record<string, Readonly<Record<string, number>>>>

const FILE = join(import.meta.dirname, 'known-findings.json')

export function readKnownFindings(): FindingCounts {
  return JSON.parse(readFileSync(FILE, 'utf8')) as FindingCounts
}

export function writeKnownFindings(counts: FindingCounts): void {
  writeFileSync(FILE, `${JSON.stringify(counts, null, 2)}\n`)
}

export function folderOf({ file }: Finding): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts: Record<string, Record<string, number>> = {}
  for (const finding of findings.toSorted((a, b) => (a.word + a.file).localeCompare(b.word + b.file))) {
    const ofWord = (counts[finding.word] ??= {})
    const folder = folderOf(finding)
    ofWord[folder] = (ofWord[folder] ?? 0) + 1
  }
  return counts
}
