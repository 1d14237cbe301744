import { isLoopback } from '../kernel/loopback.ts'

/** Whether a URL is `/mcp` or below it. */
export function isOurs(asked: string, resource: string): boolean {
  const normalized = normalizeResource(asked, resource)
  return normalized === resource || normalized.startsWith(`${resource}/`)
}

/**
 * Normalizes a resource URL: no trailing slash, no query; a loopback host is replaced by the public URL's.
 */
export function normalizeResource(asked: string, resource: string): string {
  const url = URL.parse(asked)
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return ''
  const own = new URL(resource)
  const same = url.protocol === own.protocol && url.port === own.port
  const origin = same && isLoopback(url.hostname) && isLoopback(own.hostname) ? own.origin : url.origin
  return origin + url.pathname.replace(/(?<!\/)\/+$/, '')
}
