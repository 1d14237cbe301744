import { codeOf } from '@letterlock/server/code-of.ts'
import { Letterlock, LetterlockApiError, type Connection } from '@letterlock/sdk'
import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { Command } from 'commander'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CliError, EXIT } from '../cli-error.ts'
import type { GlobalOptions } from '../global-options.ts'
import { paint, print, printJson } from '../output.ts'
import { dataDirectory, secretKey, serverUrl } from '../server-access.ts'
import { ownCommand } from '../own-command.ts'
import { parseObject } from '../parse-object.ts'
import { reconnectCommand } from '../reconnect-command.ts'

interface Finding {
  readonly check: string
  /** False if the user has to do something. */
  readonly ok: boolean
  /** Neither good nor bad, such as no connections yet. */
  readonly unused?: boolean
  readonly detail: string
  readonly nextStep?: string
}

const MAX_CLOCK_DIFFERENCE_SECONDS = 30

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check the installation and show what to fix; exits with 3 if there is a problem')
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const { json = false } = options
      const url = serverUrl(options)
      const findings = [await checkServer(url), ...checkFiles()]
      if (findings[0]?.ok) findings.push(...(await checkWithSecretKey(options, url)))
      if (json) printJson(findings)
      else {
        for (const finding of findings) {
          print(`${markOf(finding)} ${finding.check}: ${finding.detail}`)
          if (!finding.ok && finding.nextStep) print(`  ${finding.nextStep}`)
        }
      }
      if (findings.some(({ ok }) => !ok)) process.exitCode = EXIT.checkFailed
    })
}

function markOf({ ok, unused }: Finding): string {
  if (unused) return paint('dim', '–')
  return ok ? paint('green', '✓') : paint('red', '✗')
}

async function checkServer(url: string): Promise<Finding> {
  const check = 'server'
  let reason = ''
  const response = await fetch(`${url}/readyz`).catch((error: unknown) => {
    // Such as ECONNREFUSED, ENOTFOUND, SELF_SIGNED_CERT_IN_CHAIN.
    reason = codeOf(error instanceof Error ? error.cause : undefined)
  })
  if (!response)
    return {
      check,
      ok: false,
      detail: `no response from ${url}${reason && ` (${reason})`}`,
      nextStep: `Start it with “${ownCommand('start')}”, or name it with --url.`,
    }
  const { status: said } = parseObject(await response.text()) ?? {}
  if (typeof said !== 'string')
    return {
      check,
      ok: false,
      detail: `${url} is not Letterlock`,
      nextStep: 'Name the server with --url or LETTERLOCK_URL.',
    }
  if (!response.ok)
    return { check, ok: false, detail: said, nextStep: 'Check the disk and the log of the server.' }
  const differenceSeconds = Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) / 1000
  if (differenceSeconds > MAX_CLOCK_DIFFERENCE_SECONDS)
    return {
      check,
      ok: false,
      detail: `its clock differs by ${Math.round(differenceSeconds)} seconds from this machine’s`,
      nextStep: 'Synchronize both by NTP: authorization codes expire within seconds.',
    }
  return { check, ok: true, detail: `${said} at ${url}` }
}

function checkFiles(): Finding[] {
  return ['.env', 'encryption.key', 'secret.key', 'letterlock.db']
    .map((name) => join(dataDirectory(), name))
    .filter((file) => existsSync(file))
    .map((file) => {
      const exposed = (statSync(file).mode & 0o077) !== 0
      const detail = exposed ? `${file} can be read by other users` : `${file} is private`
      return { check: 'file', ok: !exposed, detail, nextStep: `chmod 600 ${file}` }
    })
}

async function checkWithSecretKey(options: GlobalOptions, url: string): Promise<Finding[]> {
  try {
    const { key, source } = secretKey(options, url)
    const server = new Letterlock({ url, secretKey: key, maxRetries: 0 })
    const valid = await checkSecretKey(server, source)
    return valid.ok
      ? [valid, ...(await checkDescription(server)), ...(await checkOAuthAppsAndConnections(server))]
      : [valid]
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    return [{ check: 'secret key', ok: false, detail: error.message, nextStep: error.nextStep }]
  }
}

async function checkSecretKey(server: Letterlock, source: string): Promise<Finding> {
  const check = 'secret key'
  try {
    return { check, ok: true, detail: `valid, for the workspace “${(await server.workspace.get()).name}”` }
  } catch (error) {
    if (!(error instanceof LetterlockApiError)) throw error
    return { check, ok: false, detail: `${error.message} It is from ${source}.`, nextStep: error.nextStep }
  }
}

/** The server's own description; undefined if the key lacks the scope. */
async function checkDescription(server: Letterlock): Promise<Finding[]> {
  const described = await server.workspace.getServer().catch((error: unknown) => {
    if (error instanceof LetterlockApiError) return undefined
    throw error
  })
  if (!described) return []
  const { simulated, warnings } = described
  return [
    ...(simulated ? [{ check: 'providers', ok: true, detail: 'simulated by the sandbox' }] : []),
    ...warnings.map(({ code, detail, nextStep }) => ({
      check: checkOf(code),
      ok: false,
      detail,
      nextStep,
    })),
  ]
}

/** The name of the check that a warning belongs to. */
function checkOf(code: string): string {
  if (code === 'unchecked_contacts') return 'contacts'
  return code.startsWith('encryption_') ? 'encryption keys' : 'providers'
}

async function checkOAuthAppsAndConnections(server: Letterlock): Promise<Finding[]> {
  try {
    const [providers, appProviders, connections] = await Promise.all([
      server.providers.list(),
      readOAuthAppProviders(server),
      checkConnections(server),
    ])
    const perProvider = providers.items.map(({ id, name, developerPortalUrl, redirectUri }): Finding => {
      const count = appProviders.filter((provider) => provider === id).length
      return {
        check: name,
        // Many applications need only one provider.
        ok: appProviders.length > 0,
        ...(count === 0 && appProviders.length > 0 && { unused: true }),
        detail:
          count > 0
            ? `${count} OAuth app${count === 1 ? '' : 's'}`
            : 'no OAuth app; accounts cannot be connected',
        nextStep: `Register one at ${developerPortalUrl} with the redirect URI ${redirectUri}, then add it: ${ownCommand(`oauth-apps create ${id} CLIENT_ID`)}`,
      }
    })
    return [...perProvider, connections]
  } catch (error) {
    if (!(error instanceof LetterlockApiError)) throw error
    return [{ check: 'scopes', ok: false, detail: error.message, nextStep: error.nextStep }]
  }
}

/** The provider of each OAuth app. */
async function readOAuthAppProviders(server: Letterlock): Promise<string[]> {
  const providers: string[] = []
  for await (const { provider } of server.oauthApps.list({ limit: MAX_PAGE_SIZE })) providers.push(provider)
  return providers
}

const MAX_READ = 1000

/** Connections that were disconnected on request need no attention. */
async function checkConnections(server: Letterlock): Promise<Finding> {
  const check = 'connections'
  const lost: Connection[] = []
  let read = 0
  let isComplete = true
  const disconnected = { status: 'disconnected', sort: 'newest', limit: MAX_PAGE_SIZE } as const
  for await (const connection of server.connections.list(disconnected)) {
    isComplete = read < MAX_READ
    if (!isComplete) break
    read++
    if (connection.reason !== 'disconnect_requested') lost.push(connection)
  }
  const [first] = lost
  if (first) {
    const count = isComplete ? lost.length : `at least ${lost.length}`
    return {
      check,
      ok: false,
      detail: `${count} disconnected: ${first.detail}`,
      nextStep: reconnectCommand(first.id),
    }
  }
  if (!isComplete) {
    const detail = `the newest ${MAX_READ} that are disconnected were disconnected on request; the others were not read`
    return { check, ok: true, detail }
  }
  const { items } = await server.connections.list({ limit: 1 })
  return { check, ok: true, detail: items.length > 0 ? 'all work' : 'none yet' }
}
