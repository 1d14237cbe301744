import type { IncomingMessage } from 'node:http'

/* A request that names a provider's own host in `Host`, such as `login.mailchimp.com`. Inside of the sandbox its path begins with the host. */

interface RealHost {
  /** Scheme, host and port as the client sees them: `https://login.mailchimp.com`. */
  readonly origin: string
  readonly host: string
}

const realHosts = new WeakMap<IncomingMessage, RealHost>()

export const realHostOf = (request: IncomingMessage): RealHost | undefined => realHosts.get(request)

/** The path of the sandbox itself, on every host. */
const OWN_PATH = /^\/_sandbox(\/|$)/

/** Gives a request of a provider's own host the path that it has inside of the sandbox. */
export function mapRealHost(
  request: IncomingMessage,
  { scheme, authority }: { readonly scheme: 'http' | 'https'; readonly authority: string },
): void {
  const host = authority.replace(/:\d+$/, '').toLowerCase()
  const standard = scheme === 'https' ? ':443' : ':80'
  const shown = authority.endsWith(standard) ? host : authority.toLowerCase()
  realHosts.set(request, { origin: `${scheme}://${shown}`, host })
  const { url = '/' } = request
  // A proxy before the sandbox may have added the host already.
  const isMapped = OWN_PATH.test(url) || url.startsWith(`/${host}/`)
  if (!isMapped) request.url = `/${host}${url}`
}
