import { allowsHost, type ApiKeyPlacement, type Provider } from './provider.ts'

/** A placeholder that nothing fills: `{tenant}`, `<tenant>`, `[tenant]`, `:tenant`, `*`. */
const PLACEHOLDER = /[{}<>[\]*`\\^|\s]|%(?:7[bd]|3[ce]|5[bd])|\/:[a-z]/i

/** Headers with credentials or addresses, hop-by-hop headers, and headers that change the method or the path. */
const FORBIDDEN_HEADER =
  /auth|cookie|host|forward|original|rewrite|method|real-ip|^(?:connection|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via)$/

/** Hop-by-hop headers, and headers that change the host, the method, the path or the body. */
const UNSAFE_KEY_HEADER =
  /cookie|host|forward|original|rewrite|method|real-ip|^(?:connection|content-.*|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via)$/

/**
 * Validates what the types cannot express, so that a mistake in a provider file stops the start.
 * @throws TypeError that lists all invalid fields
 */
export function defineProvider(provider: Provider): Provider {
  const problems = [...problemsOf(provider)]
  if (problems.length > 0) throw new TypeError(`provider ${provider.id}: ${problems.join('; ')}`)
  return Object.freeze(provider)
}

function* problemsOf(provider: Provider): Generator<string> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(provider.id))
    yield 'id: must be lower-case words joined by hyphens'
  const { endpoints, pages, paths, sentences } = fieldsOf(provider)
  for (const [field, url] of [...endpoints, ...pages]) {
    const problem = problemOfUrl(url)
    if (problem) yield `${field}: ${problem}`
  }
  for (const [field, url] of endpoints) {
    const host = URL.parse(url)?.hostname
    if (host !== undefined && !allowsHost(provider, host))
      yield `${field}: "hosts" does not contain the host of ${url}`
  }
  for (const [field, path] of paths)
    if (PLACEHOLDER.test(path)) yield `${field}: ${path} contains a placeholder that is never filled`
  for (const [field, sentence] of sentences) {
    const [unknown] = sentence.replaceAll('{redirectUri}', '').match(/\{\w*\}/) ?? []
    if (unknown) yield `${field}: unknown placeholder ${unknown}`
  }
  for (const header of provider.api.allowedRequestHeaders ?? [])
    if (!/^[a-z][a-z0-9-]*$/.test(header) || FORBIDDEN_HEADER.test(header))
      yield `api.allowedRequestHeaders: ${header} cannot be allowed`
  yield* problemsOfLimits(provider.api)
  if (provider.apiKey) yield* problemsOfPlacement(provider.apiKey.placement)
  const { issuer, issuerParameter } = provider.authorization
  if (issuerParameter === 'required' && issuer === undefined)
    yield 'authorization.issuer: is required if issuerParameter is "required"'
}

function* problemsOfLimits({ rateLimits = [] }: Provider['api']): Generator<string> {
  for (const [index, { calls, seconds, path }] of rateLimits.entries()) {
    if (calls < 1 || seconds < 1) yield `api.rateLimits.${index}: calls and seconds must be at least 1`
    if (path !== undefined && !path.startsWith('/'))
      yield `api.rateLimits.${index}.path: must begin with a slash`
  }
}

function* problemsOfPlacement(placement: readonly ApiKeyPlacement[]): Generator<string> {
  if (!placement.some(({ value }) => value.includes('{key}')))
    yield 'apiKey.placement: one value must contain {key}'
  for (const [index, place] of placement.entries()) {
    const field = `apiKey.placement.${index}`
    const [unknown] = place.value.replaceAll('{key}', '').match(/[{}]|[^\x20-\x7e]/) ?? []
    if (unknown !== undefined) yield `${field}.value: ${JSON.stringify(unknown)} is neither text nor {key}`
    if (place.in !== 'header') continue
    const { name } = place
    if (!/^[a-z][a-z0-9-]*$/.test(name) || (name !== 'authorization' && UNSAFE_KEY_HEADER.test(name)))
      yield `${field}.name: ${name} cannot carry a key; a header is written in lower case`
  }
}

function problemOfUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (PLACEHOLDER.test(text)) return `${text} contains a placeholder that is never filled`
  if (url === null) return `${text} is not a URL`
  if (url.protocol !== 'https:') return `${text} is not https`
  return url.username !== '' || url.password !== '' ? 'must not contain credentials' : undefined
}

type Field = readonly [name: string, value: string]

/** All fields with a URL, a path or a sentence. `endpoints` must be on one of `hosts`. */
function fieldsOf({
  authorization,
  token,
  account,
  api,
  revocation,
  legacyExchange,
  developerPortal,
  docsUrl,
}: Provider) {
  const { apiLocation, introspection } = account
  const endpoints: Field[] = [
    ['authorization.url', authorization.url],
    ...optional('authorization.deviceAuthorizationUrl', authorization.deviceAuthorizationUrl),
    ['token.url', token.url],
    ...optional('token.introspectionUrl', token.introspectionUrl),
    apiLocation.type === 'lookup'
      ? ['account.apiLocation.url', apiLocation.url]
      : ['account.apiLocation.apiBaseUrl', apiLocation.apiBaseUrl],
    ...optional('account.introspection.url', introspection?.url),
    ...optional('revocation.url', revocation.type === 'none' ? undefined : revocation.url),
    ...optional('legacyExchange.basicUrl', legacyExchange?.basicUrl),
    ...optional('legacyExchange.oauth1Url', legacyExchange?.oauth1Url),
  ]
  const pages: Field[] = [
    ['docsUrl', docsUrl],
    ['developerPortal.url', developerPortal.url],
    ['revocation.authorizedAppsUrl', revocation.authorizedAppsUrl],
    ...optional('authorization.issuer', authorization.issuer),
  ]
  const paths: Field[] = [
    ['account.path', account.path],
    ['api.examplePath', api.examplePath],
    ['api.checkPath', api.checkPath],
  ]
  const sentences = (['registrationSteps', 'secretRotationSteps'] as const).flatMap((member) =>
    Object.entries(developerPortal[member]).flatMap(([language, steps]) =>
      steps.map((step, index): Field => {
        const field = language === 'en' ? member : `${member}.${language}`
        return [`developerPortal.${field}.${index}`, step]
      }),
    ),
  )
  return { endpoints, pages, paths, sentences }
}

function optional(name: string, value: string | undefined): Field[] {
  return value === undefined ? [] : [[name, value]]
}
