import { createLetterlock, type Letterlock } from '@letterlock/sdk'
import type { Command } from 'commander'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from './output.ts'

export interface GlobalOptions {
  readonly url?: string
  readonly keyFile?: string
  readonly json?: boolean
}

/** What is set in the environment; an empty value counts as none. */
export function setting(name: string): string | undefined {
  return process.env[name]?.trim() || undefined
}

export function dataFolder(): string {
  return setting('LETTERLOCK_DATA_DIR') ?? './letterlock-data'
}

const USUAL_URL = 'http://127.0.0.1:4400'

/** Where the server is: as it was named, or as the one that was started on the data folder wrote down. @throws CliError */
export function serverUrl({ url }: GlobalOptions): string {
  if (url !== undefined) return webAddress('--url', url)
  for (const name of ['LETTERLOCK_URL', 'LETTERLOCK_PUBLIC_URL']) {
    const given = setting(name)
    if (given !== undefined) return webAddress(name, given)
  }
  const file = join(dataFolder(), 'address')
  return existsSync(file) ? webAddress(file, readFileSync(file, 'utf8').trim()) : USUAL_URL
}

function webAddress(name: string, given: string): string {
  const url = /^https?:\/\/[^\s\\]+$/i.test(given) ? URL.parse(given) : null
  if (!url || url.username || url.password || url.search || url.hash)
    throw new CliError(
      `${name} is not the address of a server.`,
      'Give one such as http://127.0.0.1:4400 or https://connect.example.com.',
    )
  return url.href.replace(/\/+$/, '')
}

/** Whether a secret key was named, in the environment or by its file. */
export function namesKey({ keyFile }: GlobalOptions): boolean {
  return keyFile !== undefined || setting('LETTERLOCK_SECRET_KEY') !== undefined
}

/** Whether a hub was started here for the first time. */
export function hasKeyFile(): boolean {
  return existsSync(join(dataFolder(), 'secret.key'))
}

/** From the environment, from the file that was named, or from the file that a first local start made here. */
export function secretKey({ keyFile }: GlobalOptions): string {
  const given = setting('LETTERLOCK_SECRET_KEY')
  if (!keyFile && given !== undefined) return sendable('LETTERLOCK_SECRET_KEY', given)
  const file = keyFile ?? join(dataFolder(), 'secret.key')
  if (existsSync(file)) return sendable(file, readFileSync(file, 'utf8').trim())
  throw new CliError(
    `There is no secret key: LETTERLOCK_SECRET_KEY is not set, and there is no file ${file}.`,
    'Run this in the folder where you started Letterlock, or set LETTERLOCK_SECRET_KEY.',
  )
}

/** A header takes no more than this; what a key is the server knows. */
function sendable(source: string, key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw new CliError(
    `${source} is not a secret key.`,
    'A key begins with llk_ and has no blanks. Copy it again.',
  )
}

export function serverOf(command: Command): { server: Letterlock; url: string; json: boolean } {
  const options = command.optsWithGlobals<GlobalOptions>()
  const url = serverUrl(options)
  return {
    server: createLetterlock({ url, secretKey: secretKey(options) }),
    url,
    json: options.json ?? false,
  }
}
