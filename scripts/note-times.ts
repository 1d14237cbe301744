import { appendFileSync, readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/*
 * For `node --test --import`, with `?to=FILE`: when a test file ends, a line of FILE has its path, how many seconds it took, and how many
 * seconds processors worked for it and for the processes that it started and saw end.
 */

/** How many parts of a second Linux counts processor time in. */
const TICKS_PER_SECOND = 100

function processorSeconds(): number {
  try {
    // proc_pid_stat(5): after the name in parentheses, utime, stime, cutime and cstime are the 12th to 15th.
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
}

const to = new URL(import.meta.url).searchParams.get('to')
/** What was recorded for this process so far. */
const noted = { seconds: 0, processorSeconds: 0 }

/** Notes that a test file has ended: it took what this process has taken since the file before it ended. */
export function noteEnd(file: string): void {
  if (to === null) return
  const now = { seconds: process.uptime(), processorSeconds: processorSeconds() }
  const row = [file, now.seconds - noted.seconds, now.processorSeconds - noted.processorSeconds]
  appendFileSync(to, `${row.join('\t')}\n`)
  Object.assign(noted, now)
}

if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined)
  process.once('exit', () => noteEnd(process.argv[1] ?? ''))
