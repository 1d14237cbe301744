import { isLoopback } from '../kernel/loopback.ts'

/** `/mcp` itself, or an address below it, however it was typed. */
export function isOurs(asked: string, resource: string): boolean {
  const place = placeOf(asked, resource)
  return place === resource || place.startsWith(`${resource}/`)
}

/**
 * The same text for the same address of ours: without a slash at the end and without parameters; where the machine itself is
 * meant, under the name by which we go, whichever of its names was typed.
 */
export function placeOf(asked: string, resource: string): string {
  const url = URL.parse(asked)
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return ''
  const own = new URL(resource)
  const same = url.protocol === own.protocol && url.port === own.port
  const origin = same && isLoopback(url.hostname) && isLoopback(own.hostname) ? own.origin : url.origin
  return origin + url.pathname.replace(/\/+$/, '')
}
