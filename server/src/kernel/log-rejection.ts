import { ERROR_CATALOGUE, type ProblemError } from './errors.ts'
import type { Log, LogFields } from './log.ts'

/** Logs a rejected request, with what the response leaves out. Server errors are logged as errors. */
export function logRejection(
  log: Log,
  { code, detail, cause }: ProblemError,
  where: Pick<LogFields, 'requestId' | 'method' | 'route' | 'toolName'>,
): void {
  const level = ERROR_CATALOGUE[code].status >= 500 ? 'error' : 'info'
  const reason =
    cause instanceof Error ? { cause: cause.message, ...(code === 'internal_error' && { err: cause }) } : {}
  log[level]({ errorCode: code, errorDetail: detail, ...reason, ...where }, 'request rejected')
}
