import { LetterlockError } from '@letterlock/sdk'
import { Command } from 'commander'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, serverOf } from '../server-access.ts'
import { paint, print, printJson } from '../output.ts'

interface Finding {
  readonly check: string
  readonly fine: boolean
  readonly detail: string
  readonly next?: string
}

const MOST_CLOCK_DIFFERENCE_SECONDS = 30

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look whether everything is in order, and say what to do where it is not')
    .action(async (_options: object, command: Command) => {
      const { server, url, json } = serverOf(command)
      const findings = [await reachable(url), ...filesArePrivate()]
      if (findings[0]?.fine) findings.push(await keyWorks(server), ...(await appsAndConnections(server)))
      if (json) printJson(findings)
      else {
        for (const { check, fine, detail, next } of findings) {
          print(`${fine ? paint('green', '✓') : paint('red', '✗')} ${check}: ${detail}`)
          if (!fine && next) print(`  ${next}`)
        }
      }
      if (findings.some(({ fine }) => !fine)) process.exitCode = 1
    })
}

type LetterlockServer = ReturnType<typeof serverOf>['server']

async function reachable(url: string): Promise<Finding> {
  const check = 'hub'
  const response = await fetch(`${url}/readyz`).catch(() => undefined)
  if (!response)
    return {
      check,
      fine: false,
      detail: `no answer from ${url}`,
      next: 'Start it with “letterlock start”, or name it with --url.',
    }
  const { status = 'not Letterlock' } = (await response.json().catch(() => ({}))) as { status?: string }
  if (!response.ok)
    return { check, fine: false, detail: status, next: 'Look at the disk and at the hub’s log.' }
  const apartSeconds = Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) / 1000
  if (apartSeconds > MOST_CLOCK_DIFFERENCE_SECONDS)
    return {
      check,
      fine: false,
      detail: `its clock is ${Math.round(apartSeconds)} seconds from this machine’s`,
      next: 'Set both by NTP: codes live for seconds.',
    }
  return { check, fine: true, detail: `${status} at ${url}` }
}

function filesArePrivate(): Finding[] {
  return ['encryption.key', 'secret.key', 'letterlock.db']
    .map((name) => join(dataFolder(), name))
    .filter((file) => existsSync(file))
    .map((file) => {
      const open = (statSync(file).mode & 0o077) !== 0
      const detail = open ? `${file} can be read by others` : `${file} is for its owner only`
      return { check: 'file', fine: !open, detail, next: `chmod 600 ${file}` }
    })
}

async function keyWorks(server: LetterlockServer): Promise<Finding> {
  const check = 'secret key'
  try {
    return { check, fine: true, detail: `works, for the workspace “${(await server.getWorkspace()).name}”` }
  } catch (error) {
    if (!(error instanceof LetterlockError)) throw error
    return { check, fine: false, detail: error.message, next: error.next }
  }
}

async function appsAndConnections(server: LetterlockServer): Promise<Finding[]> {
  try {
    const [providers, apps, broken] = await Promise.all([
      server.listProviders(),
      server.listOAuthApps({ limit: 200 }),
      server.listConnections({ status: 'disconnected', limit: 200 }),
    ])
    const perProvider = providers.items.map(({ id, name, developerPortalUrl, redirectUri }): Finding => {
      const count = apps.items.filter(({ provider }) => provider === id).length
      return {
        check: name,
        // One platform is enough for most.
        fine: count > 0 || apps.items.length > 0,
        detail: count > 0 ? `${count} app registered` : 'no app is registered, so nobody can connect it',
        next: `Register one at ${developerPortalUrl} with the redirect address ${redirectUri}, then add it.`,
      }
    })
    const lost = broken.items.filter(({ reason }) => reason !== 'disconnect_requested')
    return [
      ...perProvider,
      {
        check: 'connections',
        fine: lost.length === 0,
        detail:
          lost.length === 0 ? 'none has lost its access' : `${lost.length} lost access: ${lost[0]?.detail}`,
        next: `letterlock connect ${lost[0]?.provider} --connection ${lost[0]?.id}`,
      },
    ]
  } catch (error) {
    if (!(error instanceof LetterlockError)) throw error
    return [{ check: 'rights', fine: false, detail: error.message, next: error.next }]
  }
}
