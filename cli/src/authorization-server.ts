import { CliError } from './cli-error.ts'
import { ownCommand } from './own-command.ts'

/** What the command needs of RFC 8414's metadata. */
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
  const metadata = (await response.json().catch(() => ({}))) as Partial<ServerMetadata>
  if (metadata.device_authorization_endpoint === undefined)
    throw new CliError(`${url} does not offer sign-in.`, 'Is it a Letterlock server?')
  return metadata as ServerMetadata
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
      // Registration asks for one; the device grant does not use it.
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: grantTypes,
      token_endpoint_auth_method: 'none',
    }),
  })
  if (!response.ok)
    throw new CliError(`The server rejected the registration (status ${response.status}).`, 'Try again.')
  return ((await response.json()) as { client_id: string }).client_id
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
  return (await response.json().catch(() => ({ error: `status ${response.status}` }))) as TokenResponse
}
