import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { readServerMetadata, requestTokens } from './authorization-server.ts'
import { CliError, EXIT } from './cli-error.ts'
import { lockFile } from './lock-file.ts'
import { ownCommand } from './own-command.ts'
import { parseObject } from './parse-object.ts'

/** A sign-in of this machine: tokens that are valid only at the server's `/mcp`. */
export interface Credentials {
  readonly clientId: string
  readonly accessToken: string
  readonly refreshToken: string
}

function file(): string {
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'letterlock', 'credentials.json')
}

function readAll(): Record<string, Credentials> {
  if (!existsSync(file())) return {}
  const damaged = new CliError(
    `${file()} is damaged.`,
    `Delete it, and run “${ownCommand('login')}” again.`,
    EXIT.authenticationRequired,
  )
  const stored = parseObject(readFileSync(file(), 'utf8'))
  if (!stored) throw damaged
  const credentials: Record<string, Credentials> = {}
  for (const [url, one] of Object.entries(stored)) {
    if (!isCredentials(one)) throw damaged
    credentials[url] = one
  }
  return credentials
}

function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== 'object' || value === null) return false
  const members = new Map<string, unknown>(Object.entries(value))
  return ['clientId', 'accessToken', 'refreshToken'].every((name) => typeof members.get(name) === 'string')
}

/** Readable only by its owner. Written to a temporary file and renamed, so that an interrupted write changes nothing. */
function writeAll(credentials: Record<string, Credentials>): void {
  // The target, if the file is a symbolic link.
  const target = existsSync(file()) ? realpathSync(file()) : file()
  const partial = `${target}.new`
  rmSync(partial, { force: true })
  writeFileSync(partial, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(partial, target)
}

/** Locks the file: one process at a time reads and writes it. */
async function withLock<T>(work: () => T | Promise<T>): Promise<T> {
  mkdirSync(dirname(file()), { recursive: true, mode: 0o700 })
  const unlock = await lockFile(`${file()}.lock`)
  try {
    return await work()
  } finally {
    unlock()
  }
}

/** For the server at this URL. */
export function readCredentials(url: string): Credentials | undefined {
  return readAll()[url]
}

/** Returns the path of the file. */
export async function saveCredentials(url: string, credentials: Credentials): Promise<string> {
  await withLock(() => writeAll({ ...readAll(), [url]: credentials }))
  return file()
}

export async function deleteCredentials(url: string): Promise<void> {
  await withLock(() => {
    const { [url]: _deleted, ...others } = readAll()
    writeAll(others)
  })
}

/**
 * Refreshes the tokens; undefined if the server rejects the refresh token. If several processes need new tokens, one refreshes and the
 * others use its result: reusing a refresh token revokes the grant.
 */
export async function refreshCredentials(
  url: string,
  current: Credentials,
): Promise<Credentials | undefined> {
  return withLock(async () => {
    const saved = readCredentials(url)
    if (saved && saved.refreshToken !== current.refreshToken) return saved
    const { clientId, refreshToken } = current
    const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken }
    const response = await requestTokens(await readServerMetadata(url), form)
    const { access_token: accessToken, refresh_token: next = refreshToken } = response
    if (accessToken === undefined) return undefined
    const refreshed = { clientId, accessToken, refreshToken: next }
    writeAll({ ...readAll(), [url]: refreshed })
    return refreshed
  })
}
