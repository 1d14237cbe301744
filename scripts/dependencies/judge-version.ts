import semver from 'semver'
import { HELD_BACK } from './held-back.ts'

/** What a registry reports about a package. */
export interface Published {
  readonly 'dist-tags': Readonly<Record<string, string>>
  readonly versions: readonly string[]
  /** When each version was published, in ISO 8601. */
  readonly time: Readonly<Record<string, string>>
}

export interface VersionAge {
  readonly name: string
  readonly installed: string
  /** The newest version that is allowed. */
  readonly newest: string
  /** Whole days since the first allowed version after the installed one; 0 if current. */
  readonly daysBehind: number
  readonly heldWithin: string | null
}

const DAY_MS = 86_400_000

/** A version that is newer than `latest`, such as a prerelease, counts as current. */
export function judgeVersion(name: string, installed: string, published: Published, now: Date): VersionAge {
  const heldWithin = HELD_BACK[name]?.within ?? null
  const latest = published['dist-tags']['latest'] ?? installed
  const newest = heldWithin
    ? (semver.maxSatisfying([...published.versions], heldWithin) ?? installed)
    : latest
  const missed = published.versions.filter(
    (version) =>
      semver.gt(version, installed) && semver.lte(version, newest) && semver.prerelease(version) === null,
  )
  const since = Math.min(...missed.map((version) => Date.parse(published.time[version] ?? '')))
  const daysBehind = missed.length === 0 ? 0 : Math.floor((now.getTime() - since) / DAY_MS)
  return { name, installed, newest: missed.length === 0 ? installed : newest, daysBehind, heldWithin }
}
