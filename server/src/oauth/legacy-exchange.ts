import { randomBytes } from 'node:crypto'
import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import { Secret } from '../kernel/secret.ts'
import { oauth1Authorization, type Oauth1Credentials } from './oauth1-authorization.ts'
import { assertAvailable, type ClientCredentials, type Send } from './token-endpoint.ts'

/** A user name and password, and the client that they were used with. */
interface BasicCredentials {
  readonly clientId: string
  readonly clientSecret: Secret
  readonly username: string
  readonly password: Secret
}

export type LegacyCredentials =
  | ({ readonly type: 'legacy_basic' } & BasicCredentials)
  | ({ readonly type: 'legacy_oauth1' } & Oauth1Credentials)

/** As in `LegacyExchange` of providers/provider.ts. */
export interface LegacyExchangeUrls {
  readonly basicUrl: string
  readonly oauth1Url: string
}

/**
 * Exchanges older credentials for an access token. The response is a redirect whose URL contains the token; it is not followed.
 * @throws ProblemError credentials_rejected, oauth_app_rejected, provider_response_invalid, provider_rate_limited,
 *   provider_unavailable, and as `send`
 */
export async function exchangeLegacyToken(
  urls: LegacyExchangeUrls,
  client: ClientCredentials,
  old: LegacyCredentials,
  { send, now }: { readonly send: Send; readonly now: Date },
): Promise<Secret> {
  const url = old.type === 'legacy_basic' ? urls.basicUrl : urls.oauth1Url
  const form = new URLSearchParams({
    ...(old.type === 'legacy_basic' && {
      old_client_id: old.clientId,
      old_client_secret: old.clientSecret.reveal(),
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
      ...(old.type === 'legacy_oauth1' && { authorization: oauth1Authorization(signed, old) }),
    },
    body: form.toString(),
  })
  assertAvailable(answer)
  const { location, status, text } = answer
  const token =
    status >= 300 && status < 400 && location !== null && URL.canParse(location)
      ? new URL(location).searchParams.get('access_token')
      : null
  if (token) return new Secret(token)
  const error = parseObject(text)?.['error']
  if (typeof error !== 'string')
    throw new ProblemError('provider_response_invalid', {
      detail: `legacy exchange: status ${status}, no token`,
    })
  const detail = `legacy exchange: ${/^\w{1,60}$/.test(error) ? error : 'an unprintable error'}`
  if (error === 'invalid_client') throw new ProblemError('oauth_app_rejected', { detail })
  throw new ProblemError('credentials_rejected', { detail, facts: { credentialType: 'legacy credentials' } })
}
