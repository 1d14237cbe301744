import { randomBytes } from 'node:crypto'
import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import { Secret } from '../kernel/secret.ts'
import { signOauth1, type Oauth1Credentials } from './oauth1-signature.ts'
import { assertAnswered, type ClientCredentials, type Send } from './token-endpoint.ts'

/** A person's name and password, and the key that they were used with. */
export interface BasicCredentials {
  readonly oldClientId: string
  readonly oldClientSecret: Secret
  readonly username: string
  readonly password: Secret
}

export type LegacyCredentials =
  ({ readonly from: 'basic' } & BasicCredentials) | ({ readonly from: 'oauth1' } & Oauth1Credentials)

/** See `core/provider.ts`. */
export interface MigrationUrls {
  readonly basicUrl: string
  readonly oauth1Url: string
}

/**
 * Trades older access for a token. The answer is a redirect to the app's own address, which nobody follows: the token is
 * taken from it.
 * @throws HubError credentials_rejected, oauth_app_rejected, provider_response_invalid, provider_rate_limited,
 *   provider_unavailable, and what `send` throws
 */
export async function migrate(
  urls: MigrationUrls,
  client: ClientCredentials,
  old: LegacyCredentials,
  { send, now }: { readonly send: Send; readonly now: Date },
): Promise<Secret> {
  const url = old.from === 'basic' ? urls.basicUrl : urls.oauth1Url
  const form = new URLSearchParams({
    ...(old.from === 'basic' && {
      old_client_id: old.oldClientId,
      old_client_secret: old.oldClientSecret.reveal(),
      user_name: old.username,
      user_password: old.password.reveal(),
    }),
    new_client_id: client.clientId,
    new_client_secret: client.clientSecret.reveal(),
  })
  const signed = {
    method: 'POST',
    url,
    form,
    nonce: randomBytes(16).toString('hex'),
    timestampSeconds: Math.floor(now.getTime() / 1000),
  } as const
  const answer = await send(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(old.from === 'oauth1' && { authorization: signOauth1(signed, old) }),
    },
    body: form.toString(),
  })
  assertAnswered(answer)
  const { location, status, text } = answer
  const token =
    status >= 300 && status < 400 && location !== null && URL.canParse(location)
      ? new URL(location).searchParams.get('access_token')
      : null
  if (token) return new Secret(token)
  const error = parseObject(text)?.['error']
  if (typeof error !== 'string')
    throw new ProblemError('provider_response_invalid', { detail: `migration: status ${status}, no token` })
  const detail = `migration: ${/^\w{1,60}$/.test(error) ? error : 'an unprintable error'}`
  if (error === 'invalid_client') throw new ProblemError('oauth_app_rejected', { detail })
  throw new ProblemError('credentials_rejected', { detail, facts: { credentialType: 'legacy credentials' } })
}
