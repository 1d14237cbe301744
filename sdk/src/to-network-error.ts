import { LetterlockNetworkError } from './errors.ts'

/** Why `fetch` has failed, from Node's error code. Browsers give no reason. @param baseUrl the server's */
export function toNetworkError(baseUrl: string, cause: unknown): LetterlockNetworkError {
  const code = codeOf(cause)
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(code))
    return new LetterlockNetworkError(`No address is known for ${new URL(baseUrl).host}.`, {
      reason: 'name_not_found',
      isRetryable: code === 'EAI_AGAIN',
      cause,
    })
  if (/CERT|UNABLE_TO_|ERR_TLS/.test(code))
    return new LetterlockNetworkError(`The certificate of ${baseUrl} is not trusted (${code}).`, {
      reason: 'certificate_not_trusted',
      isRetryable: false,
      cause,
    })
  return new LetterlockNetworkError(`No response from ${baseUrl}. Is the server running?`, {
    reason: 'unreachable',
    isRetryable: true,
    cause,
  })
}

/** The code of the error below `TypeError: fetch failed`; empty if there is none. */
function codeOf(error: unknown): string {
  const below = error instanceof Error ? error.cause : undefined
  return below instanceof Error && 'code' in below && typeof below.code === 'string' ? below.code : ''
}
