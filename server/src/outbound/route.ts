import { allowsHost, type Provider } from '../providers/provider.ts'
import { ProblemError } from '../kernel/errors.ts'

/** Maps the URL of a call to a provider to the URL that is called. */
export type Route = (provider: Provider, url: URL) => URL

/**
 * The only function that knows of the sandbox: in sandbox mode, `https://HOST/path` becomes `SANDBOX/HOST/path`. Rejects URLs other than
 * https on port 443 of one of the provider's hosts.
 */
export function createRoute(sandboxUrl: string | null): Route {
  return (provider, url) => {
    const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
    if (!plain || !allowsHost(provider, url.hostname))
      throw new ProblemError('provider_unavailable', {
        detail: `${url.origin} is not a URL of ${provider.id}`,
        provider,
      })
    return sandboxUrl === null ? url : new URL(toSandboxUrl(sandboxUrl, url))
  }
}

/** `https://HOST/path?query` as `SANDBOX/HOST/path?query`. */
export function toSandboxUrl(sandboxUrl: string, url: URL): string {
  return `${sandboxUrl}/${url.host}${url.pathname}${url.search}`
}
