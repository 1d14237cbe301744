import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { readAuthorizationAnswer } from '../oauth/authorization-answer.ts'
import type { Secret } from '../secret.ts'
import { providerOf } from './apps.ts'
import type { Attempt } from './connection.ts'
import { expectedIssuer } from './expected-issuer.ts'
import type { Ports } from './ports.ts'
import { makeTicket } from './ticket.ts'

export interface Callback {
  /** From the address: each provider has its own. */
  readonly providerId: string
  readonly parameters: URLSearchParams
  /** What the browser holds for a state; undefined in any other browser. */
  readonly cookieOf: (state: string) => string | undefined
}

/**
 * The platform has sent the browser back. Takes the attempt, once and only in the browser that began it, and
 * answers where the browser goes next: to the application, with a ticket, or with the code of an error. The
 * platform's code is not redeemed here: first the application must say who is signed in (see finish-connection).
 * @throws HubError state_missing, attempt_unknown, attempt_used, attempt_expired, wrong_browser, callback_mixed_up
 */
export async function receiveCallback(ports: Ports, callback: Callback): Promise<URL> {
  const [state, ...more] = callback.parameters.getAll('state')
  if (!state || more.length > 0) throw new HubError('state_missing')
  const stateHash = hashToken(state)
  const attempt = await takeAttempt(ports, callback, state, stateHash)
  const session = await ports.store.sessions.read(attempt.sessionId)
  if (!session) throw new HubError('attempt_expired')
  const returnUrl = new URL(session.returnUrl)
  returnUrl.searchParams.set('session', session.id)
  try {
    const expected = expectedIssuer(providerOf(ports, attempt.providerId))
    const code = readAuthorizationAnswer(callback.parameters, expected)
    returnUrl.searchParams.set('ticket', await issueTicket(ports, attempt, stateHash, code))
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    ports.log.info(
      { refusal: error.code, provider: attempt.providerId, session: session.id },
      'callback with an error',
    )
    returnUrl.searchParams.set('error', error.code)
  }
  return returnUrl
}

async function takeAttempt(
  ports: Ports,
  callback: Callback,
  state: string,
  stateHash: string,
): Promise<Attempt> {
  const now = ports.now().getTime()
  const cookie = callback.cookieOf(state)
  const browserHash = cookie === undefined ? '' : hashToken(cookie)
  const { providerId } = callback
  const attempt = await ports.store.attempts.take({ stateHash, browserHash, providerId }, now)
  if (attempt) return attempt
  const known = await ports.store.attempts.find(stateHash)
  if (!known) throw new HubError('attempt_unknown')
  if (known.taken) throw new HubError('attempt_used')
  if (known.browserHash !== browserHash) throw new HubError('wrong_browser')
  if (known.attempt.providerId !== providerId) throw new HubError('callback_mixed_up')
  throw new HubError('attempt_expired')
}

async function issueTicket(ports: Ports, attempt: Attempt, stateHash: string, code: Secret): Promise<string> {
  const { workspaceId, sealedVerifier } = attempt
  const place = { workspaceId, rowId: stateHash, field: 'code_verifier' } as const
  const verifier = sealedVerifier && ports.vault.open(sealedVerifier, place)
  const ticket = makeTicket(ports, attempt, { kind: 'code', code: code.reveal(), verifier })
  await ports.store.attempts.issueTicket(stateHash, ticket.hash, ticket.expiresAt)
  return ticket.text.reveal()
}
