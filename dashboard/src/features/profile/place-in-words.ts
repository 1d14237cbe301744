import type { UserSession } from '@letterlock/sdk'
import { isLoopback } from '@letterlock/server/loopback.ts'
import { texts } from '../../words/index.ts'

const PRIVATE = /^(::ffff:)?(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^f[cd]|^fe80/i

/** Where a browser is: the city of its time zone when it signed in, and the network of its IP address. */
export function placeInWords({ timeZone, ipAddress }: Pick<UserSession, 'timeZone' | 'ipAddress'>): string {
  const { places } = texts.sessions
  const city = timeZone?.includes('/') ? timeZone.split('/').at(-1)?.replaceAll('_', ' ') : undefined
  const network =
    ipAddress === null || ipAddress === ''
      ? null
      : isLoopback(ipAddress)
        ? places.server
        : PRIVATE.test(ipAddress)
          ? places.network
          : ipAddress
  const said = [city && places.near(city), network].filter(Boolean)
  return said.length > 0 ? said.join(', ') : places.unknown
}
