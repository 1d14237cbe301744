import { Command } from 'commander'
import { createInterface } from 'node:readline'
import { hasKeyFile, serverUrl, namesKey, secretKey, type GlobalOptions } from '../server-access.ts'
import { createBridge, type BridgeAccess } from '../mcp-bridge.ts'
import { CliError } from '../output.ts'
import { givenKeys, startTemporaryServer } from '../temporary-server.ts'
import { readSignIn, renewSignIn, type SignIn } from '../sign-in.ts'

interface McpOptions {
  readonly readOnly?: boolean
  readonly account?: string
  readonly toolsets?: string
}

/** Where the assistant's lines go, and with what. */
interface Door {
  readonly url: string
  readonly permissions: BridgeAccess
  stop(): Promise<void>
}

export function mcpCommand(): Command {
  return new Command('mcp')
    .description('serve an assistant over standard input and output (Model Context Protocol)')
    .option('--read-only', 'only tools that read')
    .option('--account <name>', 'only this account, by short name or id')
    .option('--toolsets <names>', 'only these, such as contacts,campaigns')
    .action(async (options: McpOptions, command: Command) => {
      const door = await openDoor(command.optsWithGlobals<GlobalOptions>())
      try {
        await carryAll(door, options)
      } finally {
        await door.stop()
      }
    })
}

/** A key that was named; the sign-in of this machine; the key of a hub that was started here; or API keys and no hub. */
async function openDoor(options: GlobalOptions): Promise<Door> {
  const url = serverUrl(options)
  const stop = async (): Promise<void> => undefined
  if (namesKey(options)) return { url, permissions: byKey(secretKey(options)), stop }
  const signIn = readSignIn(url)
  if (signIn) return { url, permissions: bySignIn(url, signIn), stop }
  if (hasKeyFile()) return { url, permissions: byKey(secretKey(options)), stop }
  const keys = givenKeys(process.env)
  if (keys.length === 0)
    throw new CliError(
      'There is nothing to serve an assistant with: this machine is not signed in, and there is no key.',
      'Run “letterlock login”, or set LETTERLOCK_SECRET_KEY, or MAILCHIMP_API_KEY and the like.',
    )
  const server = await startTemporaryServer(keys, (line) => void process.stderr.write(`${line}\n`))
  return { url: server.url, permissions: byKey(server.secretKey), stop: () => server.stop() }
}

function byKey(key: string): BridgeAccess {
  return { token: () => key, refreshTokenSet: async () => false }
}

function bySignIn(url: string, first: SignIn): BridgeAccess {
  let current = first
  let refreshing: Promise<boolean> | undefined
  const refreshTokenSet = async (): Promise<boolean> => {
    const next = await renewSignIn(url, current)
    if (next) current = next
    return next !== undefined
  }
  return {
    token: () => current.accessToken,
    // Several calls may be refused at once.
    refreshTokenSet: () => (refreshing ??= refreshTokenSet().finally(() => (refreshing = undefined))),
  }
}

async function carryAll(
  { url, permissions }: Door,
  { readOnly = false, account, toolsets }: McpOptions,
): Promise<void> {
  const path = `/mcp${account === undefined ? '' : `/c/${encodeURIComponent(account)}`}${readOnly ? '/readonly' : ''}`
  const query = toolsets === undefined ? '' : `?toolsets=${encodeURIComponent(toolsets)}`
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const carry = createBridge({ address: url + path + query, permissions, say })
  const underWay = new Set<Promise<void>>()
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    // One slow call does not hold up the others.
    const carried = carry(line).finally(() => underWay.delete(carried))
    underWay.add(carried)
  }
  await Promise.all(underWay)
}
