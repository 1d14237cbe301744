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

/** Test files run concurrently, and apt-get fails while another one runs: the first file installs, the others wait. */
const LOCK = '/tmp/letterlock-test-packages.lock'
const INSTALL =
  'dpkg -s "$0" 2>&1 || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$0"; }'

function install(packageName: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  // At this run level a package does not start its server.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  try {
    execFileSync('flock', [LOCK, 'sh', '-c', INSTALL, packageName], {
      stdio: 'ignore',
      timeout: 240_000,
      env,
    })
    return true
  } catch {
    return false
  }
}
