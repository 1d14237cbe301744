import type { Command } from 'commander'
import { createInterface } from 'node:readline'
import { readCredentials, refreshCredentials, type Credentials } from '../credentials-file.ts'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { createMcpBridge, type BridgeCredential } from '../mcp-bridge.ts'
import { note } from '../output.ts'
import { hasLocalSecretKey, namesSecretKey, secretKey, serverUrl } from '../server-access.ts'
import { apiKeysIn, noCredential, startTemporaryServer } from '../temporary-server.ts'

interface Options {
  readonly readOnly?: boolean
  readonly toolsets?: string
}

/** Where the assistant's messages go, and with which credential. */
interface McpTarget {
  readonly url: string
  readonly credential: BridgeCredential
  stop(): Promise<void>
}

export function mcpCommand(): Command {
  return commandWith(['url', 'secretKeyFile', 'connection'], 'mcp')
    .description('serve an assistant over standard input and output (Model Context Protocol)')
    .option('--read-only', 'only tools that read')
    .option('--toolsets <names>', 'only these toolsets, such as contacts,campaigns')
    .addHelpText(
      'after',
      '\nWithout a server, API keys in the environment are enough: PROVIDER_API_KEY, with PROVIDER the slug of a provider in capitals.',
    )
    .action(async (options: Options, command: Command) => {
      const globals = command.optsWithGlobals<GlobalOptions>()
      const target = await chooseTarget(globals)
      try {
        await carryMessages(target, { ...options, connection: globals.connection })
      } finally {
        await target.stop()
      }
    })
}

/**
 * In this order: the given secret key, the sign-in of this machine, the key of the first local start, API keys with a temporary server.
 */
async function chooseTarget(options: GlobalOptions): Promise<McpTarget> {
  const url = serverUrl(options)
  const stop = async (): Promise<void> => undefined
  if (namesSecretKey(options)) return { url, credential: fromKey(secretKey(options, url).key), stop }
  const credentials = readCredentials(url)
  if (credentials) return { url, credential: fromSignIn(url, credentials), stop }
  if (hasLocalSecretKey()) return { url, credential: fromKey(secretKey(options, url).key), stop }
  const apiKeys = apiKeysIn(process.env)
  if (apiKeys.length === 0) throw noCredential()
  const server = await startTemporaryServer(apiKeys, note)
  return { url: server.url, credential: fromKey(server.secretKey), stop: () => server.stop() }
}

function fromKey(key: string): BridgeCredential {
  return { token: () => key, refresh: async () => false }
}

function fromSignIn(url: string, first: Credentials): BridgeCredential {
  let current = first
  let refreshing: Promise<boolean> | undefined
  const refresh = async (): Promise<boolean> => {
    const next = await refreshCredentials(url, current)
    if (next) current = next
    return next !== undefined
  }
  return {
    token: () => current.accessToken,
    // Several calls may be rejected at once.
    refresh: () => (refreshing ??= refresh().finally(() => (refreshing = undefined))),
  }
}

async function carryMessages(
  { url, credential }: McpTarget,
  { readOnly = false, connection, toolsets }: Options & { readonly connection: string | undefined },
): Promise<void> {
  const scope = connection === undefined ? '' : `/connections/${encodeURIComponent(connection)}`
  const query = toolsets === undefined ? '' : `?toolsets=${encodeURIComponent(toolsets)}`
  const carry = createMcpBridge({
    endpoint: `${url}/mcp${scope}${readOnly ? '/readonly' : ''}${query}`,
    credential,
    write: (line) => void process.stdout.write(`${line}\n`),
  })
  const pending = new Set<Promise<void>>()
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    // A slow call does not delay the others.
    const carried = carry(line).finally(() => pending.delete(carried))
    pending.add(carried)
  }
  await Promise.all(pending)
}
