import { Letterlock } from '@letterlock/sdk'
import { isLoopback } from '@letterlock/server/loopback.ts'
import { SETTINGS } from '@letterlock/server/settings.ts'
import type { Command } from 'commander'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CliError, EXIT } from './cli-error.ts'
import { variableOf } from './dot-env.ts'
import type { GlobalOptions } from './global-options.ts'
import { urlHint } from './usage-error.ts'

/** A setting of the environment, or else of `.env` in the data directory; an empty value counts as none. */
export function setting(name: string): string | undefined {
  return inEnvironment(name) ?? (variableOf(dotEnv(), name)?.trim() || undefined)
}

const dotEnv = (): string => join(dataDirectory(), '.env')

const inEnvironment = (name: string): string | undefined => process.env[name]?.trim() || undefined

export function dataDirectory(): string {
  return inEnvironment(SETTINGS.data.name) ?? SETTINGS.data.default
}

/** The URL of a server with default settings. */
const DEFAULT_URL = `http://${SETTINGS.host.default}:${SETTINGS.port.default}`

/** The server's URL: as given, or as recorded by the server that was started with the data directory. @throws CliError */
export function serverUrl({ url }: GlobalOptions): string {
  if (url !== undefined) return parseServerUrl('--url', url)
  const named = setting('LETTERLOCK_URL')
  if (named !== undefined) return parseServerUrl('LETTERLOCK_URL', named)
  // Not from `.env`: the data directory beside it has the server's local URL, which needs no proxy.
  const publicUrl = inEnvironment('LETTERLOCK_PUBLIC_URL')
  if (publicUrl !== undefined) return parseServerUrl('LETTERLOCK_PUBLIC_URL', publicUrl)
  return localUrl()
}

/** The URL of the server that was started with the data directory. */
function localUrl(): string {
  const file = join(dataDirectory(), 'address')
  return existsSync(file) ? parseServerUrl(file, readFileSync(file, 'utf8').trim()) : DEFAULT_URL
}

function parseServerUrl(source: string, given: string): string {
  const url = /^https?:\/\/[^\s\\]+$/i.test(given) ? URL.parse(given) : null
  if (!url || url.username || url.password || url.search || url.hash)
    throw new CliError(
      `${source} is not the URL of a server.`,
      `Give one such as ${DEFAULT_URL} or https://connect.example.com.`,
      EXIT.usage,
    )
  return url.href.replace(/\/+$/, '')
}

/** Whether a secret key was given, in the environment or in a file. */
export function namesSecretKey({ secretKeyFile }: GlobalOptions): boolean {
  return secretKeyFile !== undefined || setting('LETTERLOCK_SECRET_KEY') !== undefined
}

/** Whether a first local start has created a secret key here. */
export function hasLocalSecretKey(): boolean {
  return existsSync(join(dataDirectory(), 'secret.key'))
}

/**
 * From the given file, the environment, or the file that the first local start created. The last is sent only to the server of this data
 * directory: a mistyped URL must not get it.
 * @param url of the server that gets it
 * @param urlHint what the user may have meant by it
 * @throws CliError
 */
export function secretKey({ secretKeyFile }: GlobalOptions, url: string, urlHint?: string): SecretKey {
  const name = 'LETTERLOCK_SECRET_KEY'
  const given = setting(name)
  if (!secretKeyFile && given !== undefined)
    return assertSendable(inEnvironment(name) === undefined ? `${name} in ${dotEnv()}` : name, given)
  const file = secretKeyFile ?? join(dataDirectory(), 'secret.key')
  if (existsSync(file)) {
    if (!secretKeyFile) assertOwnServer(file, url, urlHint)
    return assertSendable(secretKeyFile ? `--secret-key-file ${file}` : file, readKey(file))
  }
  throw new CliError(
    `There is no secret key: LETTERLOCK_SECRET_KEY is not set, and there is no file ${file}.`,
    'Run this in the directory where you started Letterlock, or set LETTERLOCK_SECRET_KEY.',
    EXIT.authenticationRequired,
  )
}

/** @throws CliError if the URL is not the local or public one of the server of this data directory */
function assertOwnServer(file: string, url: string, urlHint: string | undefined): void {
  const publicUrl = setting('LETTERLOCK_PUBLIC_URL')
  if (isSameServer(url, localUrl()) || (publicUrl !== undefined && isSameServer(url, publicUrl))) return
  throw new CliError(
    `${file} is for the server of this directory, and is not sent to ${url}.`,
    urlHint ??
      'Set LETTERLOCK_SECRET_KEY to a secret key of that server. If you meant another option than --url, see --help.',
    EXIT.authenticationRequired,
  )
}

/** All loopback names are equal. */
function isSameServer(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)]
  if (!a || !b) return false
  return a.origin === b.origin || (a.port === b.port && isLoopback(a.hostname) && isLoopback(b.hostname))
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new CliError(
      `${file} cannot be read.`,
      'Name a file with a secret key that this user can read.',
      EXIT.usage,
    )
  }
}

/** Checks only what a header can contain. The server validates the key. */
function assertSendable(source: string, key: string): SecretKey {
  if (/^[\x21-\x7e]+$/.test(key)) return { key, source }
  throw new CliError(
    `${source} is not a secret key.`,
    'A secret key begins with llk_ and has no spaces. Copy it again.',
    EXIT.authenticationRequired,
  )
}

export interface SecretKey {
  readonly key: string
  /** Where it comes from, such as `LETTERLOCK_SECRET_KEY` or a file. */
  readonly source: string
}

const sources = new WeakMap<Command, string>()

/** The source of the secret key that the command has used, if any. */
export function secretKeySourceOf(command: Command): string | undefined {
  return sources.get(command)
}

export interface ServerAccess {
  readonly server: Letterlock
  readonly url: string
  readonly secretKey: string
  readonly json: boolean
}

export function serverOf(command: Command): ServerAccess {
  const options = command.optsWithGlobals<GlobalOptions>()
  const url = serverUrl(options)
  const { key, source } = secretKey(options, url, urlHint(command))
  sources.set(command, source)
  return {
    server: new Letterlock({ url, secretKey: key, maxRetries: 0 }),
    url,
    secretKey: key,
    json: options.json ?? false,
  }
}
