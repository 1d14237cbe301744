import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError, type Config } from './config.ts'

/** Where calls to providers go. */
const kind = z.enum(['sandbox', 'real'])

/** `data`: where the stored OAuth apps and accounts are known. `server`: where the newest server sends its calls. */
const providerHosts = z.object({ data: kind, server: kind })

/**
 * Notes in the data directory where its OAuth apps and accounts are known, at the sandbox or at the real providers. `letterlock doctor`
 * reads it, too.
 * @param hasData whether there are OAuth apps or accounts
 * @returns a warning if they are the sandbox's, and this server calls the real providers
 * @throws ConfigError the other way round: real accounts would be disconnected, since the sandbox does not know their tokens
 */
export function noteProviderHosts(
  {
    dataDirectory,
    sandboxUrl,
    ownCommand,
    startCommand,
  }: Pick<Config, 'dataDirectory' | 'sandboxUrl' | 'ownCommand' | 'startCommand'>,
  hasData: boolean,
): string | undefined {
  const file = join(dataDirectory, 'provider-hosts.json')
  const server = sandboxUrl === null ? 'real' : 'sandbox'
  const data = hasData ? (read(file) ?? server) : server
  if (data === 'real' && server === 'sandbox')
    throw new ConfigError(
      `The accounts in ${dataDirectory} are at the real providers, and the sandbox does not know them: start without --sandbox and LETTERLOCK_SANDBOX_URL, or use another data directory (LETTERLOCK_DATA_DIR). Nothing was changed.`,
    )
  writeFileSync(file, `${JSON.stringify({ data, server })}\n`, { mode: 0o600 })
  if (data === server) return undefined
  return `The data in ${dataDirectory} was made with the sandbox, and this server calls the real providers, which know none of its OAuth apps and accounts. Stop it. For the sandbox: ${startCommand}. For real accounts, use another data directory: ${ownCommand} start --data ./letterlock-real`
}

function read(file: string): z.output<typeof kind> | undefined {
  if (!existsSync(file)) return undefined
  try {
    return providerHosts.parse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    // A damaged file says nothing, and is written again.
    return undefined
  }
}
