import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from './output.ts'

/** What this machine keeps of a sign-in: tokens for assistants, good at the hub's `/mcp` and nowhere else. */
export interface SignIn {
  readonly clientId: string
  readonly accessToken: string
  readonly refreshToken: string
}

function file(): string {
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'letterlock', 'sign-in.json')
}

function readAll(): Record<string, SignIn> {
  if (!existsSync(file())) return {}
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, SignIn>
  } catch {
    throw new CliError(`${file()} is damaged.`, 'Remove it, and run “letterlock login” again.')
  }
}

/** Of this machine at that hub. */
export function readSignIn(url: string): SignIn | undefined {
  return readAll()[url]
}

/** undefined: signs out. Only its owner can read the file. */
export function keepSignIn(url: string, signIn: SignIn | undefined): string {
  const { [url]: _before, ...others } = readAll()
  mkdirSync(dirname(file()), { recursive: true, mode: 0o700 })
  writeFileSync(file(), `${JSON.stringify(signIn ? { ...others, [url]: signIn } : others, null, 2)}\n`, {
    mode: 0o600,
  })
  chmodSync(file(), 0o600)
  return file()
}

interface TokenAnswer {
  readonly access_token?: string
  readonly refresh_token?: string
  readonly error?: string
}

/** Asks the hub's token endpoint. */
export async function askForTokens(url: string, form: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
  return (await response.json().catch(() => ({ error: `status ${response.status}` }))) as TokenAnswer
}

/**
 * New tokens for the old ones; undefined when the hub does not want them any more. Of several programs on this machine one asks,
 * and the others take what it got: a refresh token that is used twice would end them all.
 */
export async function renewSignIn(url: string, current: SignIn): Promise<SignIn | undefined> {
  const unlock = await lock()
  try {
    const kept = readSignIn(url)
    if (kept && kept.refreshToken !== current.refreshToken) return kept
    const { clientId, refreshToken } = current
    const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken }
    const { access_token: accessToken, refresh_token: next = refreshToken } = await askForTokens(url, form)
    if (accessToken === undefined) return undefined
    const refreshed = { clientId, accessToken, refreshToken: next }
    keepSignIn(url, refreshed)
    return refreshed
  } finally {
    unlock()
  }
}

const LOCK_STALE_MS = 30_000

/** For programs of this person on this machine. A lock that was left behind is taken over. */
async function lock(): Promise<() => void> {
  const path = `${file()}.lock`
  for (;;) {
    try {
      closeSync(openSync(path, 'wx', 0o600))
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      if (age > LOCK_STALE_MS) rmSync(path, { force: true })
      await sleep(50)
    }
  }
}
