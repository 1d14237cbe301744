import { createLetterlock } from '@letterlock/sdk'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './launch.ts'

/** A hub for one assistant, as long as it runs: with the API keys of the environment, and nothing kept. */
export interface TemporaryServer {
  readonly url: string
  readonly secretKey: string
  stop(): Promise<void>
}

/** `MAILCHIMP_API_KEY`, and `MAILCHIMP_API_KEY_SHOP` for one more account, for every platform that has keys. */
const NAME = /^([A-Z0-9_]+?)_API_KEY(?:_\w+)?$/

interface GivenKey {
  /** As in the variable's name: the platform's id in capitals. */
  readonly name: string
  readonly variable: string
  readonly apiKey: string
}

export function givenKeys(environment: Readonly<Record<string, string | undefined>>): GivenKey[] {
  return Object.entries(environment).flatMap(([variable, apiKey]) => {
    const [, name] = NAME.exec(variable) ?? []
    return name !== undefined && apiKey ? [{ name, variable, apiKey: apiKey.trim() }] : []
  })
}

/** What an assistant may do with an account of one's own; what goes out is confirmed all the same. */
const ACCESS = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const

export async function startTemporaryServer(
  keys: readonly GivenKey[],
  say: (line: string) => void,
): Promise<TemporaryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  const environment = {
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_LOG_LEVEL: 'error',
    LETTERLOCK_HOST: '127.0.0.1',
    LETTERLOCK_PUBLIC_URL: '',
    LETTERLOCK_DATABASE_URL: '',
  }
  const server = await launch('server', environment, { prints: 'errors', temporary: true })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
    const client = createLetterlock({ url: server.url, secretKey })
    const { items } = await client.listProviders()
    for (const { name, variable, apiKey } of keys) {
      const provider = items.find(
        ({ id, apiKeys }) => apiKeys && id.toUpperCase().replaceAll('-', '_') === name,
      )
      if (!provider) continue
      // A key that does not work is told, and the others serve.
      await client
        .connectWithApiKey({ provider: provider.id, owner: 'assistant', apiKey, permissions: ACCESS })
        .catch((error: unknown) => say(`${variable}: ${(error as Error).message}`))
    }
    return { url: server.url, secretKey, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
