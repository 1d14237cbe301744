import { ASSISTANT_SCOPES, DEFAULT_SCOPE } from './assistant.ts'

/** Parameters of OpenID Connect. They are rejected without the scope `openid`, which is not supported. */
const OPENID_PARAMETERS = ['acr_values', 'claims', 'claims_locales', 'id_token_hint', 'max_age', 'nonce']
const PROMPTS = new Set(['none', 'login', 'consent'])
const SCOPES: ReadonlySet<string> = new Set(ASSISTANT_SCOPES)

/**
 * Drops scopes and parameters that are not supported: clients request `openid`, `offline_access` and others. Repeated parameters are kept,
 * for oidc-provider to reject.
 */
export function normalizeRequest(given: URLSearchParams): URLSearchParams {
  const kept = normalizeScope(given)
  for (const name of OPENID_PARAMETERS) kept.delete(name)
  // A client that requests no supported scope gets the scopes for reading.
  if (!kept.get('scope')) kept.set('scope', DEFAULT_SCOPE)
  const prompts = kept.getAll('prompt')
  if (prompts.length === 1)
    setOrDelete(
      kept,
      'prompt',
      words(prompts).filter((prompt) => PROMPTS.has(prompt)),
    )
  return kept
}

/** Drops unsupported scopes (RFC 6749, section 3.3) and repeated resources. */
export function normalizeScope(given: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams(given)
  const scopes = given.getAll('scope')
  if (scopes.length === 1)
    setOrDelete(
      kept,
      'scope',
      words(scopes).filter((scope) => SCOPES.has(scope)),
    )
  const resources = new Set(given.getAll('resource'))
  kept.delete('resource')
  for (const resource of resources) kept.append('resource', resource)
  return kept
}

function words([text = '']: readonly string[]): string[] {
  return text.split(' ')
}

function setOrDelete(parameters: URLSearchParams, name: string, values: readonly string[]): void {
  if (values.length === 0) parameters.delete(name)
  else parameters.set(name, values.join(' '))
}
