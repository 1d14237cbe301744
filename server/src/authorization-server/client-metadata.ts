import { isLoopback } from '../kernel/loopback.ts'

/** An invalid registration; `error` as in RFC 7591, section 3.2.2. */
export class MetadataError extends Error {
  override readonly name = 'MetadataError'
  readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata'
  constructor(error: MetadataError['error'], message: string) {
    super(message)
    this.error = error
  }
}

/** Custom URL schemes of known programs. Any other scheme can be claimed by any program. */
const OWN_SCHEMES = new Set([
  'cursor:',
  'vscode:',
  'vscode-insiders:',
  'windsurf:',
  'zed:',
  'claude:',
  'goose:',
])
const METHODS = new Set(['none', 'client_secret_post', 'client_secret_basic'])
const MAX_REDIRECTS = 20
const MAX_NAME_LENGTH = 80

/**
 * Normalizes the metadata of a client registration. Real clients omit required members (application type, authentication method), request
 * unsupported grants, and register a single scope that would prevent later ones.
 * @throws MetadataError
 */
export function normalizeMetadata(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new MetadataError('invalid_client_metadata', 'client metadata is a JSON object')
  const { redirect_uris: redirects, token_endpoint_auth_method: method, ...said } = given as Said
  if (!Array.isArray(redirects) || redirects.length === 0 || redirects.length > MAX_REDIRECTS)
    throw new MetadataError('invalid_redirect_uri', `redirect_uris must contain 1 to ${MAX_REDIRECTS} URIs`)
  const uris = [...new Set(redirects)].filter(isGoodRedirect)
  if (uris.length === 0)
    throw new MetadataError(
      'invalid_redirect_uri',
      'a redirect URI must be https, loopback http or a known custom scheme, without a fragment',
    )
  const local = uris.some((uri) => kindOf(uri) !== 'web')
  return {
    redirect_uris: uris,
    client_name: nameOf(said.client_name) ?? hostOf(uris[0] ?? ''),
    // Only native clients may use any port of a loopback redirect URI (RFC 8252, section 7.3).
    application_type: local ? 'native' : 'web',
    grant_types: grantsOf(said.grant_types),
    response_types: ['code'],
    token_endpoint_auth_method: typeof method === 'string' && METHODS.has(method) ? method : 'none',
    ...(isHttps(said.client_uri) && { client_uri: said.client_uri }),
  }
}

interface Said {
  redirect_uris?: unknown
  token_endpoint_auth_method?: unknown
  client_name?: unknown
  client_uri?: unknown
  grant_types?: unknown
}

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'

function grantsOf(given: unknown): string[] {
  const wantsDevice = Array.isArray(given) && given.includes(DEVICE)
  return ['authorization_code', 'refresh_token', ...(wantsDevice ? [DEVICE] : [])]
}

/** Unsupported redirect URIs are dropped; the response lists those that were kept (RFC 7591, section 3.2.1). */
function isGoodRedirect(given: unknown): given is string {
  return typeof given === 'string' && kindOf(given) !== undefined
}

function kindOf(given: string): 'web' | 'loopback' | 'own' | undefined {
  const url = URL.parse(given)
  if (!url || given.includes('#') || url.username !== '' || url.password !== '') return undefined
  if (url.protocol === 'https:') return 'web'
  if (url.protocol === 'http:') return isLoopback(url.hostname) ? 'loopback' : undefined
  return OWN_SCHEMES.has(url.protocol) ? 'own' : undefined
}

/** The name as shown to users: one line, without invisible characters. */
function nameOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined
  const name = given.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return name === '' ? undefined : name.slice(0, MAX_NAME_LENGTH)
}

/** The target of a redirect URI for users: its host, or a program's URL scheme. */
export function hostOf(uri: string): string {
  const url = URL.parse(uri)
  if (!url) return ''
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.hostname : url.protocol.replace(/:$/, '')
}

/** Whether a redirect URI leads to this machine: a loopback address, or the URL scheme of a desktop program (RFC 8252, section 7). */
export function isLocal(uri: string): boolean {
  const url = URL.parse(uri)
  return url !== null && (isLoopback(url.hostname) || OWN_SCHEMES.has(url.protocol))
}

function isHttps(given: unknown): given is string {
  return typeof given === 'string' && URL.parse(given)?.protocol === 'https:'
}
