import { after } from 'node:test'
import { isMainThread } from 'node:worker_threads'

/** After its last test a file has this long to end: what it closes takes less, also on a busy machine. */
const END_MS = 90_000

/*
 * For `node --test --import`: ends a test file, and the servers that it started, when the runner ends for any reason. The runner holds
 * the other end of standard input. Worker threads have another standard input and end with their process.
 * A file that has left something open, such as one whose test timed out, fails instead of keeping the runner waiting.
 */
if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.stdin.once('end', () => process.exit(1))
  process.stdin.resume()
  // Waiting for the end does not keep a test file alive.
  ;(process.stdin as NodeJS.ReadStream).unref()
  after(() => {
    const leave = (): void => {
      process.stderr.write(
        `Something is still open: ${[...new Set(process.getActiveResourcesInfo())].join(', ')}\n`,
      )
      process.exit(1)
    }
    setTimeout(leave, END_MS).unref()
  })
}
