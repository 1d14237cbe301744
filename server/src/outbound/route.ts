import { allowsHost, type Provider } from '../providers/provider.ts'
import { ProblemError } from '../kernel/errors.ts'

/** Decides where a call to a platform's real address goes. */
export type Route = (provider: Provider, url: URL) => URL

/**
 * The only function that knows of a sandbox: in sandbox mode `https://HOST/path` becomes `SANDBOX/HOST/path`.
 * Refuses whatever is not https on the standard port of a host that the provider names.
 */
export function createRoute(sandboxUrl: string | null): Route {
  return (provider, url) => {
    const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
    if (!plain || !allowsHost(provider, url.hostname))
      throw new ProblemError('provider_unavailable', {
        detail: `${url.origin} is not an address of ${provider.id}`,
      })
    return sandboxUrl === null ? url : new URL(toSandboxUrl(sandboxUrl, url))
  }
}

export function toSandboxUrl(sandboxUrl: string, url: URL): string {
  return `${sandboxUrl}/${url.host}${url.pathname}${url.search}`
}
