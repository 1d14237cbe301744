import { ASSISTANT_SCOPES, DEFAULT_SCOPE } from './assistant.ts'

/** Of OpenID Connect: of use only with the scope `openid`, which is not ours, and refused without it. */
const OPENID_PARAMETERS = ['acr_values', 'claims', 'claims_locales', 'id_token_hint', 'max_age', 'nonce']
const PROMPTS = new Set(['none', 'login', 'consent'])
const SCOPES: ReadonlySet<string> = new Set(ASSISTANT_SCOPES)

/**
 * What a client asks for, as far as it is ours to give: clients ask for `openid`, `offline_access` and whatever else they know.
 * What is given twice is left as it is, for the library to refuse.
 */
export function normalizeRequest(given: URLSearchParams): URLSearchParams {
  const kept = normalizeScope(given)
  for (const name of OPENID_PARAMETERS) kept.delete(name)
  // A client that names no scope of ours is taken to want the least.
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

/** Scopes that are not ours are dropped (RFC 6749, section 3.3), and a resource that is named twice is named once. */
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
