import { isMainThread } from 'node:worker_threads'

/**
 * For `node --test --import`: a test file ends with the runner, whatever ends the runner, and with it the servers that it has started.
 * The runner holds the other end of its standard input. A worker thread has another standard input, and ends with its process.
 */
if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.stdin.once('end', () => process.exit(1))
  process.stdin.resume()
  // Waiting for that end keeps no test file alive.
  ;(process.stdin as NodeJS.ReadStream).unref()
}
