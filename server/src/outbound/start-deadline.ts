/**
 * As `setTimeout`. What has arrived by then is read first: of a process that stood still, as on a suspended machine, the timeout is over and the
 * response is there at the same time. It must not be lost, since a refresh token may have been used up for it.
 */
export function startDeadline<T>(end: (of: T) => void, timeoutMs: number, of: T): NodeJS.Timeout {
  return setTimeout(endAfterRead, timeoutMs, end, of)
}

/** An immediate runs after the loop has looked at the sockets. */
function endAfterRead<T>(end: (of: T) => void, of: T): void {
  setImmediate(end, of)
}
