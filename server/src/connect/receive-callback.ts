import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { readAuthorizationResponse } from '../oauth/authorization-response.ts'
import type { Secret } from '../kernel/secret.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { expectedIssuer } from '../providers/expected-issuer.ts'
import type { ConnectContext } from './context.ts'
import { createConfirmationToken } from './confirmation-token.ts'

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
 * @throws HubError invalid_authorization_response, authorization_request_not_found, authorization_request_used, authorization_request_expired, browser_mismatch, issuer_mismatch
 */
export async function receiveCallback(ports: ConnectContext, callback: Callback): Promise<URL> {
  const [state, ...more] = callback.parameters.getAll('state')
  if (!state || more.length > 0)
    throw new ProblemError('invalid_authorization_response', { facts: { parameter: 'state' } })
  const stateHash = hashToken(state)
  const authorizationRequest = await takeAuthorizationRequest(ports, callback, state, stateHash)
  const session = await ports.store.sessions.read(authorizationRequest.sessionId)
  if (!session) throw new ProblemError('authorization_request_expired')
  const returnUrl = new URL(session.returnUrl)
  returnUrl.searchParams.set('connectSessionId', session.id)
  try {
    const expected = expectedIssuer(providerOf(ports, authorizationRequest.providerId))
    const code = readAuthorizationResponse(callback.parameters, expected)
    returnUrl.searchParams.set(
      'confirmationToken',
      await issueConfirmationToken(ports, authorizationRequest, stateHash, code),
    )
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    ports.log.info(
      { refusal: error.code, provider: authorizationRequest.providerId, session: session.id },
      'callback with an error',
    )
    returnUrl.searchParams.set('error', error.code)
  }
  return returnUrl
}

async function takeAuthorizationRequest(
  ports: ConnectContext,
  callback: Callback,
  state: string,
  stateHash: string,
): Promise<AuthorizationRequest> {
  const now = ports.now().getTime()
  const cookie = callback.cookieOf(state)
  const browserHash = cookie === undefined ? '' : hashToken(cookie)
  const { providerId } = callback
  const authorizationRequest = await ports.store.authorizationRequests.take(
    { stateHash, browserHash, providerId },
    now,
  )
  if (authorizationRequest) return authorizationRequest
  const known = await ports.store.authorizationRequests.find(stateHash)
  if (!known) throw new ProblemError('authorization_request_not_found')
  if (known.taken) throw new ProblemError('authorization_request_used')
  if (known.browserHash !== browserHash) throw new ProblemError('browser_mismatch')
  if (known.authorizationRequest.providerId !== providerId) throw new ProblemError('issuer_mismatch')
  throw new ProblemError('authorization_request_expired')
}

async function issueConfirmationToken(
  ports: ConnectContext,
  authorizationRequest: AuthorizationRequest,
  stateHash: string,
  code: Secret,
): Promise<string> {
  const { workspaceId, codeVerifierCiphertext } = authorizationRequest
  const place = { workspaceId, rowId: stateHash, field: 'code_verifier' } as const
  const verifier = codeVerifierCiphertext && ports.encryption.decrypt(codeVerifierCiphertext, place)
  const confirmationToken = createConfirmationToken(ports, authorizationRequest, {
    kind: 'code',
    code: code.reveal(),
    verifier,
  })
  await ports.store.authorizationRequests.issueConfirmationToken(
    stateHash,
    confirmationToken.hash,
    confirmationToken.expiresAt,
  )
  return confirmationToken.text.reveal()
}
