import type { Provider, ProviderRateLimit } from '../../server/src/providers/provider.ts'

export function tokensSection({
  authorization,
  token,
  apiKey,
  revocation,
  legacyExchange,
}: Provider): string {
  const scopes = authorization.scopes.map((scope) => `\`${scope}\``).join(', ')
  return table([
    ['Authorization endpoint', `\`${authorization.url}\``],
    ['Token endpoint', `\`${token.url}\`, \`${token.clientAuthentication}\``],
    ['PKCE', authorization.pkce === 'S256' ? '`S256`' : 'not supported by the provider'],
    ['Scopes', scopes || 'the provider has none'],
    ['Refresh', REFRESH[token.refresh]],
    ['Lifetime of an access token', lifetimeOf(token)],
    ['Device authorization (RFC 8628)', authorization.deviceAuthorizationUrl ? 'yes' : 'no'],
    ['API keys', apiKey ? 'yes, alone or as a fallback' : 'no'],
    [
      'Revocation',
      revocation.type === 'rfc7009'
        ? 'by request (RFC 7009)'
        : `the provider has no endpoint for it: the user removes the OAuth app [on its page](${revocation.authorizedAppsUrl})`,
    ],
    [
      'Legacy credentials',
      legacyExchange ? 'can be [exchanged for tokens](../import.md#exchange-legacy-credentials)' : 'none',
    ],
  ])
}

export function callsSection({ hosts, account, api }: Provider): string {
  const { apiLocation } = account
  return table([
    [
      'Base URL',
      apiLocation.type === 'fixed'
        ? `\`${apiLocation.apiBaseUrl}\``
        : 'differs by account; each connection has it as `account.apiBaseUrl`',
    ],
    [
      'Hosts that Letterlock calls',
      hosts.map((host) => `\`${typeof host === 'string' ? host : readable(host)}\``).join(', '),
    ],
    ['Example', `\`GET ${api.examplePath}\``],
    ['Check of a credential', `\`GET ${api.checkPath}\``],
    ['Concurrent calls', `${api.maxConcurrentCalls}, ${SCOPE[api.limitScope]}`],
    ['Rate limit', api.rateLimits?.map((limit) => rateOf(api.limitScope, limit)).join('; ') ?? 'none known'],
    ['Timeout', `${api.timeoutSeconds} seconds`],
    ...(api.clientIdParameter
      ? [['Added to every call', `the query parameter \`${api.clientIdParameter}\``] as const]
      : []),
  ])
}

const SCOPE = {
  account: 'for each account',
  oauth_app: 'for all accounts of an OAuth app together',
} as const

function rateOf(
  limitScope: Provider['api']['limitScope'],
  { calls, seconds, scope = limitScope, path }: ProviderRateLimit,
): string {
  const window = seconds === 1 ? 'a second' : `${seconds} seconds`
  return `${calls} calls in ${window}, ${SCOPE[scope]}${path === undefined ? '' : `, below \`${path}\``}`
}

export function permissionsSection({ api }: Provider): string {
  const rows = api.permissionRules.map(
    ([methods, path, permission]) =>
      `| ${methods === '*' ? 'any' : methods.replaceAll(' ', ', ')} | \`${path}\` | \`${permission}\` |`,
  )
  return `| Method | Path | Permission |\n| --- | --- | --- |\n${rows.join('\n')}`
}

export function table(rows: readonly (readonly [string, string])[]): string {
  return `| Property | Value |\n| --- | --- |\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}`
}

const REFRESH = {
  none: 'access tokens cannot be refreshed',
  static: 'the refresh token stays the same',
  rotating: 'each refresh returns a new refresh token',
} as const

function lifetimeOf({ defaultAccessTokenLifetimeSeconds: seconds }: Provider['token']): string {
  if (seconds === 'never') return 'they do not expire'
  if (seconds === undefined) return 'from the response, otherwise unknown'
  return `from the response, otherwise ${seconds % 3600 === 0 ? `${seconds / 3600} hours` : `${seconds / 60} minutes`}`
}

/** An anchored pattern of hosts, without its anchors and escapes. */
function readable(pattern: RegExp): string {
  return pattern.source.replaceAll(/^\^|\$$|\\(?=\.)/g, '')
}
