import { ProblemError, namingProvider } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { readAuthorizationResponse } from '../oauth/authorization-response.ts'
import type { Secret } from '../kernel/secret.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { expectedIssuer } from '../providers/expected-issuer.ts'
import type { ConnectContext } from './context.ts'
import { createConfirmationToken } from './confirmation-token.ts'

export interface Callback {
  /** From the redirect URI, which is different for each provider. */
  readonly providerSlug: string
  readonly parameters: URLSearchParams
  /** The browser's cookie for a state; undefined in another browser. */
  readonly cookieOf: (state: string) => string | undefined
}

/**
 * Receives an authorization response. Takes the authorization request once, only in the browser that started it. The code is not redeemed
 * here: see `confirm-connect-session`.
 * @returns the application's return URL with a confirmation token or an error code
 * @throws ProblemError invalid_authorization_response, authorization_request_not_found, authorization_request_used,
 * authorization_request_expired, browser_mismatch, issuer_mismatch
 */
export async function receiveCallback(context: ConnectContext, callback: Callback): Promise<URL> {
  const provider = context.providers.get(callback.providerSlug)
  return provider ? namingProvider(provider, () => receive(context, callback)) : receive(context, callback)
}

async function receive(context: ConnectContext, callback: Callback): Promise<URL> {
  const [state, ...more] = callback.parameters.getAll('state')
  if (!state || more.length > 0)
    throw new ProblemError('invalid_authorization_response', { facts: { parameter: 'state' } })
  const stateHash = hashToken(state)
  const authorizationRequest = await takeAuthorizationRequest(context, callback, state, stateHash)
  const session = await context.store.connectSessions.read(authorizationRequest.sessionId)
  if (!session) throw new ProblemError('authorization_request_expired')
  const returnUrl = new URL(session.returnUrl)
  returnUrl.searchParams.set('connectSessionId', session.id)
  try {
    const expected = expectedIssuer(definitionOf(context, authorizationRequest.providerSlug))
    const code = readAuthorizationResponse(callback.parameters, expected)
    returnUrl.searchParams.set(
      'confirmationToken',
      await issueConfirmationToken(context, authorizationRequest, stateHash, code),
    )
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    context.log.info(
      { errorCode: error.code, provider: authorizationRequest.providerSlug, connectSessionId: session.id },
      'authorization response with an error',
    )
    returnUrl.searchParams.set('error', error.code)
  }
  return returnUrl
}

async function takeAuthorizationRequest(
  context: ConnectContext,
  callback: Callback,
  state: string,
  stateHash: string,
): Promise<AuthorizationRequest> {
  const now = context.now().getTime()
  const cookie = callback.cookieOf(state)
  const browserHash = cookie === undefined ? '' : hashToken(cookie)
  const { providerSlug } = callback
  const authorizationRequest = await context.store.authorizationRequests.take(
    { stateHash, browserHash, providerSlug },
    now,
  )
  if (authorizationRequest) return authorizationRequest
  const known = await context.store.authorizationRequests.find(stateHash)
  if (!known) throw new ProblemError('authorization_request_not_found')
  if (known.taken) throw new ProblemError('authorization_request_used')
  if (known.browserHash !== browserHash) throw new ProblemError('browser_mismatch')
  if (known.authorizationRequest.providerSlug !== providerSlug) throw new ProblemError('issuer_mismatch')
  throw new ProblemError('authorization_request_expired')
}

async function issueConfirmationToken(
  context: ConnectContext,
  authorizationRequest: AuthorizationRequest,
  stateHash: string,
  code: Secret,
): Promise<string> {
  const { workspaceId, codeVerifierCiphertext } = authorizationRequest
  const encryptionContext = { workspaceId, rowId: stateHash, field: 'code_verifier' } as const
  const verifier =
    codeVerifierCiphertext && context.encryption.decrypt(codeVerifierCiphertext, encryptionContext)
  const confirmationToken = createConfirmationToken(context, authorizationRequest, {
    kind: 'code',
    code: code.reveal(),
    verifier,
  })
  await context.store.authorizationRequests.issueConfirmationToken(
    stateHash,
    confirmationToken.hash,
    confirmationToken.expiresAt,
  )
  return confirmationToken.text.reveal()
}
