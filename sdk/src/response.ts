import { isRetryableStatus, LetterlockApiError, LetterlockNetworkError, LetterlockError } from './errors.ts'
import { parseBody } from './parse-body.ts'
import type { Problem } from './wire.ts'

/** The JSON of a successful response; undefined without a body. @throws LetterlockError */
export async function readJson<T>(response: Response): Promise<T> {
  const success = await readSuccess(response)
  try {
    const value = await parseBody<T>(success)
    if (value !== undefined || success.status === 204) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw notLetterlock(response)
}

/** A successful response, with its body unread. @throws LetterlockError */
export async function readSuccess(response: Response): Promise<Response> {
  if (response.ok) return response
  throw await readError(response)
}

/** The error in a response of Letterlock. */
export async function readError(response: Response): Promise<LetterlockError> {
  const text = await response.text()
  const problem = parseProblem(text)
  if (!problem) return isBodilessProblem(response, text) ? withoutReason(response) : notLetterlock(response)
  const retryAfterSeconds = problem.retryAfterSeconds ?? retryAfter(response.headers)
  return new LetterlockApiError({ ...problem, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) })
}

function parseProblem(text: string): Problem | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isProblem(body) ? body : undefined
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
}

/** A response to HEAD has the headers only (RFC 9110 section 9.3.2). */
function isBodilessProblem({ headers }: Response, text: string): boolean {
  return text === '' && (headers.get('content-type') ?? '').startsWith('application/problem+json')
}

function withoutReason({ status }: Response): LetterlockError {
  const message = `Letterlock responded with status ${status}. A response to HEAD has no body that says why; one to GET has.`
  return new LetterlockError(message, { isRetryable: isRetryableStatus(status) })
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

/** The response of a proxy, or of another program at this URL. */
function notLetterlock({ status, headers, url }: Response): LetterlockNetworkError {
  const location = headers.get('location')
  const where = URL.canParse(url) ? new URL(url).origin : 'the URL'
  const what =
    location === null || !URL.canParse(location, url)
      ? `The response from ${where} is not Letterlock’s (status ${status}).`
      : `The server at ${where} redirects to ${new URL(location, url).origin}. Use the URL of Letterlock itself.`
  return new LetterlockNetworkError(what, {
    reason: 'not_letterlock',
    isRetryable: isRetryableStatus(status),
  })
}
