import { allowsHost, type Provider } from './provider.ts'

/** Something in an address that somebody was to fill in: `{tenant}`, `<tenant>`, `[tenant]`, `:tenant`, `*`. */
const PLACEHOLDER = /[{}<>[\]*`\\^|\s]|%(?:7[bd]|3[ce]|5[bd])|\/:[a-z]/i

/** Credentials, addresses, what is between neighbours, and what makes a call another one. */
const NEVER_A_HEADER =
  /auth|cookie|host|forward|original|rewrite|method|real-ip|^(?:connection|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via)$/

/**
 * Checks what the types cannot, so that a mistake in a provider file shows at start.
 * @throws TypeError that names every field that is wrong
 */
export function defineProvider(provider: Provider): Provider {
  const problems = [...problemsOf(provider)]
  if (problems.length > 0) throw new TypeError(`provider ${provider.id}: ${problems.join('; ')}`)
  return Object.freeze(provider)
}

function* problemsOf(provider: Provider): Generator<string> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(provider.id)) yield 'id: is not plain'
  const { called, pages, paths, sentences } = fieldsOf(provider)
  for (const [field, url] of [...called, ...pages]) {
    const problem = problemOfUrl(url)
    if (problem) yield `${field}: ${problem}`
  }
  for (const [field, url] of called) {
    const host = URL.parse(url)?.hostname
    if (host !== undefined && !allowsHost(provider, host)) yield `${field}: "hosts" lacks the host of ${url}`
  }
  for (const [field, path] of paths)
    if (PLACEHOLDER.test(path)) yield `${field}: ${path} holds a placeholder, and nothing fills it`
  for (const [field, sentence] of sentences) {
    const [unknown] = sentence.replaceAll('{redirectUri}', '').match(/\{\w*\}/) ?? []
    if (unknown) yield `${field}: nothing fills ${unknown}`
  }
  for (const header of provider.api.requestHeaders ?? [])
    if (!/^[a-z][a-z0-9-]*$/.test(header) || NEVER_A_HEADER.test(header))
      yield `api.requestHeaders: "requestHeaders" may not have ${header}`
  const { issuer, issuerOnRedirect } = provider.authorize
  if (issuerOnRedirect === 'required' && issuer === undefined)
    yield 'authorize.issuer: is missing, although issuerOnRedirect says that it is required'
}

function problemOfUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (PLACEHOLDER.test(text)) return `${text} holds a placeholder, and nothing fills it`
  if (url === null) return `${text} is no address`
  if (url.protocol !== 'https:') return `${text} is not https`
  return url.username !== '' || url.password !== '' ? 'an address must not hold a password' : undefined
}

type Field = readonly [name: string, value: string]

/** Every field that holds an address, a path or a sentence; `called` are those that must be on a known host. */
function fieldsOf({
  authorize,
  token,
  identify,
  api,
  revocation,
  legacyExchange,
  developerPortal,
  docs,
}: Provider) {
  const { place, tokenInfo } = identify
  const called: Field[] = [
    ['authorize.url', authorize.url],
    ...optional('authorize.deviceUrl', authorize.deviceUrl),
    ['token.url', token.url],
    ...optional('token.introspectionUrl', token.introspectionUrl),
    'url' in place ? ['identify.place.url', place.url] : ['identify.apiBaseUrl', place.apiBaseUrl],
    ...optional('identify.tokenInfo.url', tokenInfo?.url),
    ...optional('revocation.url', 'url' in revocation ? revocation.url : undefined),
    ...optional('migrations.basicUrl', legacyExchange?.basicUrl),
    ...optional('migrations.oauth1Url', legacyExchange?.oauth1Url),
  ]
  const pages: Field[] = [
    ['docs', docs],
    ['portal.url', developerPortal.url],
    ['revocation.pageUrl', revocation.pageUrl],
    ...optional('authorize.issuer', authorize.issuer),
  ]
  const paths: Field[] = [
    ['identify.path', identify.path],
    ['api.examplePath', api.examplePath],
    ['api.probePath', api.checkPath],
  ]
  const sentences: Field[] = [
    ...developerPortal.register.map((sentence, index): Field => [`portal.register.${index}`, sentence]),
    ['portal.rotate', developerPortal.rotate],
  ]
  return { called, pages, paths, sentences }
}

function optional(name: string, value: string | undefined): Field[] {
  return value === undefined ? [] : [[name, value]]
}
