/**
 * Like `setTimeout`, but reads first what has arrived by then: after a machine was suspended, the timeout has passed and the response has
 * arrived at the same time. The response must not be lost, since a refresh token may have been used up for it.
 */
export function startDeadline<T>(end: (of: T) => void, timeoutMs: number, of: T): NodeJS.Timeout {
  return setTimeout(endAfterRead, timeoutMs, end, of)
}

/** An immediate runs after the event loop has polled the sockets. */
function endAfterRead<T>(end: (of: T) => void, of: T): void {
  setImmediate(end, of)
}
