import { isMainThread } from 'node:worker_threads'

/*
 * For `node --test --import`: ends a test file, and the servers that it started, when the runner ends for any reason. The runner holds
 * the other end of standard input. Worker threads have another standard input and end with their process.
 */
if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  process.stdin.once('end', () => process.exit(1))
  process.stdin.resume()
  // Waiting for the end does not keep a test file alive.
  ;(process.stdin as NodeJS.ReadStream).unref()
}
