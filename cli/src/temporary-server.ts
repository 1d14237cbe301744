import { Letterlock } from '@letterlock/sdk'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reasonOf } from '@letterlock/server/reason-of.ts'
import { CliError, EXIT } from './cli-error.ts'
import { launch } from './launch.ts'
import { ownCommand } from './own-command.ts'

/** A server for one assistant, with the API keys of the environment. Nothing is stored. */
export interface TemporaryServer {
  readonly url: string
  readonly secretKey: string
  stop(): Promise<void>
}

/** `PROVIDER_API_KEY`, or `PROVIDER_API_KEY_SHOP` for another account. */
const VARIABLE = /^([A-Z0-9_]+?)_API_KEY(?:_\w+)?$/

interface ApiKeyVariable {
  readonly variable: string
  /** A provider's ID in capitals, with underscores. */
  readonly provider: string
  readonly apiKey: string
}

export function apiKeysIn(environment: Readonly<Record<string, string | undefined>>): ApiKeyVariable[] {
  return Object.entries(environment).flatMap(([variable, apiKey]) => {
    const [, provider] = VARIABLE.exec(variable) ?? []
    return provider !== undefined && apiKey ? [{ variable, provider, apiKey: apiKey.trim() }] : []
  })
}

/** The user still approves each send. */
const PERMISSIONS = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const

export async function startTemporaryServer(
  apiKeys: readonly ApiKeyVariable[],
  warn: (line: string) => void,
): Promise<TemporaryServer> {
  const directory = mkdtempSync(join(tmpdir(), 'letterlock-'))
  const environment = {
    LETTERLOCK_DATA_DIR: directory,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_LOG_LEVEL: 'error',
    LETTERLOCK_HOST: '127.0.0.1',
    LETTERLOCK_PUBLIC_URL: '',
    LETTERLOCK_DATABASE_URL: '',
  }
  const server = await launch('server', environment, { prints: 'errors', temporary: true })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const secretKey = readFileSync(join(directory, 'secret.key'), 'utf8').trim()
    await connectAll(new Letterlock({ url: server.url, secretKey, maxRetries: 0 }), apiKeys, warn)
    return { url: server.url, secretKey, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export const noCredential = (): CliError =>
  new CliError(
    'There is no credential: this machine is not signed in, and no key is set.',
    `Run “${ownCommand('login')}”, or set LETTERLOCK_SECRET_KEY, or the API key of a provider as PROVIDER_API_KEY.`,
    EXIT.authenticationRequired,
  )

/**
 * Reports keys that do not work, and connects the others. Skips variables of other programs.
 * @throws {CliError} if no account is connected
 */
async function connectAll(
  letterlock: Letterlock,
  apiKeys: readonly ApiKeyVariable[],
  warn: (line: string) => void,
): Promise<void> {
  const providers = new Map(
    (await letterlock.providers.list()).items
      .filter(({ authMethods }) => authMethods.includes('api_key'))
      .map(({ id }) => [id.toUpperCase().replaceAll('-', '_'), id]),
  )
  const failures: string[] = []
  let connected = 0
  for (const { variable, provider: name, apiKey } of apiKeys) {
    const provider = providers.get(name)
    if (provider === undefined) continue
    await letterlock.connections
      .create({
        provider,
        endUserId: 'assistant',
        permissions: PERMISSIONS,
        credentials: { type: 'api_key', apiKey },
      })
      .then(
        () => connected++,
        (error: unknown) => failures.push(`${variable}: ${reasonOf(error)}`),
      )
  }
  if (connected > 0) return failures.forEach(warn)
  if (failures.length === 0) throw noCredential()
  throw new CliError(failures.join(' '), 'Correct the API key, or try again later.')
}
