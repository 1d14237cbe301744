import type { Call } from '@letterlock/sdk'

export const CALL_HEAD = ['ID', 'TIME', 'STATUS', 'CALL', 'ACCOUNT', 'DURATION', 'BY', 'ERROR']

export function callCells(call: Call): string[] {
  const cells = [call.id, timeOf(call), statusOf(call), nameOf(call), accountOf(call), durationOf(call)]
  return [...cells, call.principal.name ?? call.principal.id, call.errorCode ?? '']
}

/** One line, for `--follow`. */
export function callLine(call: Call): string {
  const error = call.errorCode === null ? '' : ` · ${call.errorCode}`
  const cells = [
    timeOf(call),
    statusOf(call).padEnd(4),
    nameOf(call),
    `· ${accountOf(call)} · ${durationOf(call)}`,
  ]
  return cells.join('  ') + error
}

/** With seconds, because there are many calls. */
function timeOf({ startedAt }: Call): string {
  return `${startedAt.slice(0, 19).replace('T', ' ')} UTC`
}

function statusOf({ statusCode }: Call): string {
  return statusCode === null ? 'gone' : String(statusCode)
}

function nameOf({ operation, method, path }: Call): string {
  return operation ?? `${method} ${path}`
}

function accountOf({ connection }: Call): string {
  return connection?.accountName ?? connection?.id ?? 'no connection'
}

/** “184 ms (provider 171 ms)”. */
function durationOf({ durationMs, providerDurationMs, providerRequestCount }: Call): string {
  return providerRequestCount === 0
    ? `${durationMs} ms (not sent)`
    : `${durationMs} ms (provider ${providerDurationMs} ms)`
}
