import { CliError } from './cli-error.ts'
import { isObject, textIn } from './parse-object.ts'
import { ownCommand } from './own-command.ts'

/** The members of RFC 8414's metadata that the command needs. */
export interface ServerMetadata {
  readonly registration_endpoint: string
  readonly token_endpoint: string
  readonly revocation_endpoint: string
  readonly device_authorization_endpoint: string
  readonly scopes_supported: readonly string[]
}

/** @throws CliError when the server does not respond, or is not Letterlock */
export async function readServerMetadata(url: string): Promise<ServerMetadata> {
  const response = await fetch(`${url}/.well-known/oauth-authorization-server`).catch(() => undefined)
  if (!response)
    throw new CliError(
      `No response from ${url}.`,
      `Start the server with “${ownCommand('start')}”, or name it with --url.`,
    )
  const metadata = metadataIn(await response.json().catch(() => undefined))
  if (!metadata) throw new CliError(`${url} does not offer sign-in.`, 'Is it a Letterlock server?')
  return metadata
}

function metadataIn(value: unknown): ServerMetadata | undefined {
  const registration_endpoint = textIn(value, 'registration_endpoint')
  const token_endpoint = textIn(value, 'token_endpoint')
  const revocation_endpoint = textIn(value, 'revocation_endpoint')
  const device_authorization_endpoint = textIn(value, 'device_authorization_endpoint')
  if (!registration_endpoint || !token_endpoint || !revocation_endpoint || !device_authorization_endpoint)
    return undefined
  const scopes = isObject(value) && Array.isArray(value['scopes_supported']) ? value['scopes_supported'] : []
  const scopes_supported = scopes.filter((scope) => typeof scope === 'string')
  const endpoints = { registration_endpoint, token_endpoint, revocation_endpoint }
  return { ...endpoints, device_authorization_endpoint, scopes_supported }
}

/** Registers this command as a client (RFC 7591), and returns its ID. */
export async function registerClient(
  { registration_endpoint: endpoint }: ServerMetadata,
  grantTypes: readonly string[],
): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Letterlock CLI',
      // Registration requires a redirect URI; the device grant does not use it.
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: grantTypes,
      token_endpoint_auth_method: 'none',
    }),
  })
  const clientId = response.ok ? textIn(await response.json(), 'client_id') : undefined
  if (clientId === undefined)
    throw new CliError(`The server rejected the registration (status ${response.status}).`, 'Try again.')
  return clientId
}

export interface TokenResponse {
  readonly access_token?: string
  readonly refresh_token?: string
  readonly error?: string
}

export async function requestTokens(
  { token_endpoint: endpoint }: ServerMetadata,
  form: Record<string, string>,
): Promise<TokenResponse> {
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!isObject(answer)) return { error: `status ${response.status}` }
  const [access_token, refresh_token] = [textIn(answer, 'access_token'), textIn(answer, 'refresh_token')]
  const error = textIn(answer, 'error')
  return {
    ...(access_token !== undefined && { access_token }),
    ...(refresh_token !== undefined && { refresh_token }),
    ...(error !== undefined && { error }),
  }
}
