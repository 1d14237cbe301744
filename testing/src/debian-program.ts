import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * The first of these paths that exists. If there is none, installs Debian's package where the tests run as root, as in a container;
 * undefined if that is impossible.
 */
export function debianProgram(places: readonly string[], packageName: string): string | undefined {
  const find = (): string | undefined => places.find((place) => place !== '' && existsSync(place))
  return find() ?? (install(packageName) ? find() : undefined)
}

function install(packageName: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  // At this run level a package does not start its server.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const options = { stdio: 'ignore', timeout: 120_000, env } as const
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], options)
    return true
  } catch {
    return false
  }
}
