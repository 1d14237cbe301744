import { createLetterlock, type Letterlock } from '@letterlock/client'
import type { Command } from 'commander'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from './output.ts'

export interface GlobalOptions {
  readonly url?: string
  readonly keyFile?: string
  readonly json?: boolean
}

export function dataFolder(): string {
  return process.env['LETTERLOCK_DATA'] ?? './letterlock-data'
}

export function hubUrl({ url }: GlobalOptions): string {
  const { LETTERLOCK_URL, LETTERLOCK_PUBLIC_URL, LETTERLOCK_PORT = '4400' } = process.env
  return url ?? LETTERLOCK_URL ?? LETTERLOCK_PUBLIC_URL ?? `http://127.0.0.1:${LETTERLOCK_PORT}`
}

/** Whether a secret key was named, in the environment or by its file. */
export function namesKey({ keyFile }: GlobalOptions): boolean {
  return keyFile !== undefined || Boolean(process.env['LETTERLOCK_SECRET_KEY'])
}

/** Whether a hub was started here for the first time. */
export function hasKeyFile(): boolean {
  return existsSync(join(dataFolder(), 'secret.key'))
}

/** From the environment, from the file that was named, or from the file that a first local start made here. */
export function secretKey({ keyFile }: GlobalOptions): string {
  if (!keyFile && process.env['LETTERLOCK_SECRET_KEY']) return process.env['LETTERLOCK_SECRET_KEY']
  const file = keyFile ?? join(dataFolder(), 'secret.key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  throw new CliError(
    `There is no secret key: LETTERLOCK_SECRET_KEY is not set, and there is no file ${file}.`,
    'Run this in the folder where you started Letterlock, or set LETTERLOCK_SECRET_KEY.',
  )
}

export function hubOf(command: Command): { hub: Letterlock; url: string; json: boolean } {
  const options = command.optsWithGlobals<GlobalOptions>()
  const url = hubUrl(options)
  return { hub: createLetterlock({ url, secretKey: secretKey(options) }), url, json: options.json ?? false }
}
