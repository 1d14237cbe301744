import { after } from 'node:test'
import { isMainThread } from 'node:worker_threads'

/** A file must end within this time after its last test. */
const END_MS = 90_000

/*
 * For `node --test --import`: ends a test file, and the servers that it started, when the runner ends for any reason. Detects the end by
 * standard input, whose other end the runner holds. Worker threads have another standard input, and end with their process. A file that
 * leaves something open, such as after a timeout, fails instead of blocking the runner.
 */
if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.stdin.once('end', () => process.exit(1))
  process.stdin.resume()
  // Waiting does not keep a test file alive.
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
