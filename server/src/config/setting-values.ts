import { isIP } from 'node:net'
import { canonicalHost, isEveryAddress, isLoopback } from '../kernel/loopback.ts'

/** An invalid value: the fault and the remedy, without the value itself. */
export class ValueError extends Error {
  override readonly name = 'ValueError'
  readonly remedy: string
  constructor(fault: string, remedy: string) {
    super(fault)
    this.remedy = remedy
  }
}

/**
 * Parses the text of one setting.
 * @throws ValueError
 */
export type ReadValue<T> = (text: string) => T

/** Reads a whole number in a range. @param unit for the message, such as `seconds` @throws ValueError */
export function wholeNumber(least: number, most: number, unit = ''): ReadValue<number> {
  return (text) => {
    const remedy = `use a number from ${least} to ${most}`
    if (!/^-?\d+$/.test(text)) throw new ValueError(`is not a whole number${unit && ` of ${unit}`}`, remedy)
    const value = Number(text)
    if (value < least) throw new ValueError('is too small', remedy)
    if (value > most) throw new ValueError('is too large', remedy)
    return value
  }
}

/** Reads one of these words, in any case. @throws ValueError */
export function choiceOf<const T extends string>(choices: readonly T[]): ReadValue<T> {
  return (text) => {
    const choice = choices.find((name) => name === text.toLowerCase())
    if (choice === undefined)
      throw new ValueError('is not one of the choices', `use one of ${choices.join(', ')}`)
    return choice
  }
}

/** An IP address without brackets, or a host name. */
export const listenHost: ReadValue<string> = (text) => {
  const remedy = 'use an address alone, such as 127.0.0.1; the port is LETTERLOCK_PORT'
  if (text.includes('://')) throw new ValueError('is a URL', remedy)
  if (/^[^:]*:\d*$|\]:\d*$/.test(text)) throw new ValueError('has a port', remedy)
  const host = canonicalHost(text)
  if (host === undefined) throw new ValueError('is not an address or a host name', remedy)
  return host.replace(/^\[(.*)\]$/, '$1')
}

const AN_ORIGIN = 'use a URL such as https://connect.example.com'

/** An http or https origin; a trailing slash is allowed. */
export const origin: ReadValue<string> = (text) => {
  const url = parseUrl(text, { schemes: ['https', 'http'], remedy: AN_ORIGIN })
  if (url.username || url.password) throw new ValueError('has a user name or a password', AN_ORIGIN)
  if (url.pathname !== '/') throw new ValueError('has a path', `${AN_ORIGIN}, without one`)
  if (url.search || url.hash) throw new ValueError('has a query or a fragment', `${AN_ORIGIN}, without one`)
  if (isEveryAddress(url.hostname))
    throw new ValueError('is an address to listen on, not one to connect to', AN_ORIGIN)
  return url.origin
}

/** Origins, separated by commas. */
export const origins: ReadValue<readonly string[]> = (text) =>
  text.split(',').map((one) => origin(one.trim()))

/** A URL that a library of that protocol parses; it may have a user name and a password. */
export function serverUrl(schemes: readonly string[], example: string): ReadValue<string> {
  const remedy = `use a URL such as ${example}`
  return (text) => {
    const url = parseUrl(text, { schemes, remedy })
    // node-postgres accepts a URL without host for a Unix socket.
    if (!url.hostname && !schemes.includes('postgres')) throw new ValueError('has no host', remedy)
    return text
  }
}

function parseUrl(
  text: string,
  { schemes, remedy }: { readonly schemes: readonly string[]; readonly remedy: string },
): URL {
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(text) ?? []
  if (scheme === undefined) throw new ValueError('has no scheme', remedy)
  if (!schemes.includes(scheme.toLowerCase()))
    throw new ValueError('has the wrong scheme', `${remedy}; the scheme is ${schemes.join(' or ')}`)
  const url = /[\s\\]/.test(text) ? null : URL.parse(text)
  if (!url)
    throw new ValueError('is not a valid URL', `${remedy}; write special characters in a password as %XX`)
  return url
}

/** The number of proxies, or their addresses and ranges (CIDR). */
export const trustedProxies: ReadValue<number | readonly string[]> = (text) => {
  if (/^\d+$/.test(text)) return wholeNumber(0, 10, 'proxies')(text)
  const remedy = 'use addresses and ranges such as 10.0.0.0/8, separated by commas, or the number of proxies'
  const ranges = text.split(',').map((range) => range.trim())
  for (const range of ranges) {
    const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(range) ?? []
    const family = isIP(address)
    if (family === 0) throw new ValueError('is not a list of addresses and ranges', remedy)
    if (prefix !== undefined && Number(prefix) > (family === 4 ? 32 : 128))
      throw new ValueError('has a range with an invalid prefix length', remedy)
  }
  return ranges
}

/** `Name <name@host>`, or the email address alone. */
export const mailbox: ReadValue<string> = (text) => {
  const remedy = 'use one such as Letterlock <letterlock@example.com>'
  if (/\p{Cc}/u.test(text)) throw new ValueError('has a control character', remedy)
  if (!/^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/.test(text))
    throw new ValueError('is not an email address', remedy)
  return text
}

const MIN_TOKEN_LENGTH = 16

/** A secret that a header can carry. */
export const bearerToken: ReadValue<string> = (text) => {
  const remedy = `use ${MIN_TOKEN_LENGTH} letters and digits or more, such as those of “openssl rand -hex 32”`
  if (!/^[\x21-\x7e]+$/.test(text)) throw new ValueError('has characters that a header cannot carry', remedy)
  if (text.length < MIN_TOKEN_LENGTH) throw new ValueError('is too short', remedy)
  return text
}

const KEY_BYTES = 32

/** Keys of 32 bytes in base64, or wrapped by a key service, separated by commas or line ends. */
export const encryptionKeys: ReadValue<readonly string[]> = (text) => {
  const keys = text
    .trim()
    .split(/,|\n/)
    .map((key) => key.trim())
  for (const [index, key] of keys.entries())
    if (!isWrapped(key) && (!BASE64.test(key) || Buffer.from(key, 'base64').length !== KEY_BYTES))
      throw new ValueError(
        `has a key, number ${index + 1} of ${keys.length}, that is not ${KEY_BYTES} bytes in base64`,
        'create each with “openssl rand -base64 32”, and separate them with commas',
      )
  return keys
}

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/

/** Whether a stored key is wrapped by a key service, such as `vault:v1:…`. */
export function isWrapped(stored: string): boolean {
  return /^[a-z][a-z-]*:(?:v\d+:)?[A-Za-z\d+/]+={0,2}$/.test(stored)
}

/** The service that wraps the encryption keys, and its key. */
export interface KeyServiceSetting {
  readonly kind: 'aws-kms' | 'vault-transit'
  readonly key: string
}

/** `aws-kms:KEY` or `vault-transit:MOUNT/KEY`. */
export const keyServiceSetting: ReadValue<KeyServiceSetting> = (text) => {
  const remedy = 'use aws-kms:alias/NAME, aws-kms:ARN, or vault-transit:transit/NAME'
  const [, kind, key = ''] = /^([^:]*):(.*)$/.exec(text) ?? []
  if (kind !== 'aws-kms' && kind !== 'vault-transit')
    throw new ValueError('does not begin with a key service', remedy)
  if (!/^[\w./:-]+$/.test(key) || (kind === 'vault-transit' && !/^[\w-]+(?:\/[\w.-]+)+$/.test(key)))
    throw new ValueError('does not name a key', remedy)
  return { kind, key }
}

/** The URL of a service that gets secrets: https, or a loopback address. */
export const secretServiceUrl: ReadValue<string> = (text) => {
  const url = new URL(origin(text))
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw new ValueError('would be sent a secret without encryption', 'use an https:// URL')
  return url.origin
}
