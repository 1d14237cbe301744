import { HubError } from '../errors.ts'
import { pollDevice, startDevice } from '../oauth/device-grant.ts'
import { Secret } from '../secret.ts'
import { SECOND } from '../time.ts'
import { clientSecretOf, newestApp, providerOf, readApp } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, App, Connection, TokenSet } from './connection.ts'
import { accountOf } from './account-of.ts'
import type { CallParts } from './identify.ts'
import { lookOrKeep, takeKept } from './kept-grants.ts'
import { insertConnection } from './new-connection.ts'
import type { Ports } from './ports.ts'
import { assertOwner } from './read-connection.ts'
import type { Provider } from './provider.ts'
import { learnLifetime, NO_TOKENS, takeTokens } from './take-tokens.ts'

/*
 * The device flow (RFC 8628), for machines without a browser: the person types a code on any other device. The caller is the
 * application itself and carries what we need, sealed; nothing is kept until the person has finished.
 */

/** What the ticket holds. */
interface Waiting {
  readonly providerId: string
  readonly appId: string
  readonly owner: string
  readonly access: Access
  readonly deviceCode: string
  readonly expiresAt: number
}

export interface StartedDevice {
  readonly ticket: Secret
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete: string | null
  readonly expiresAt: number
  readonly intervalSeconds: number
}

const placeOf = (workspaceId: string) => ({ workspaceId, rowId: 'device', field: 'ticket' }) as const

/** @throws HubError device_unsupported, app_not_found, and what the platform's refusals are */
export async function startDeviceConnection(
  { ports }: CallParts,
  caller: Caller,
  { providerId, owner, access }: { providerId: string; owner: string; access: Access },
): Promise<StartedDevice> {
  assertOwner(caller, owner)
  const provider = providerOf(ports, providerId)
  const { deviceUrl, scopes, scopeSeparator = ' ' } = provider.authorize
  if (deviceUrl === undefined) throw new HubError('device_unsupported')
  const app = await newestApp(ports, caller.workspaceId, providerId)
  const started = await startDevice(
    provider.token,
    { ...credentialsOf(ports, app), url: deviceUrl, scope: scopes.join(scopeSeparator) },
    (url, init) => ports.outbound.request(provider, url, init),
  )
  const expiresAt = ports.now().getTime() + started.expiresInSeconds * SECOND
  const waiting: Waiting = {
    providerId,
    appId: app.id,
    owner,
    access,
    deviceCode: started.deviceCode.reveal(),
    expiresAt,
  }
  const sealed = ports.vault.seal(JSON.stringify(waiting), placeOf(caller.workspaceId))
  const { verificationUri, verificationUriComplete: complete } = started
  return {
    ticket: new Secret(`llt_${Buffer.from(sealed).toString('base64url')}`),
    userCode: started.userCode,
    verificationUri: pageOf(ports, provider, verificationUri),
    verificationUriComplete: complete && pageOf(ports, provider, complete),
    expiresAt,
    intervalSeconds: started.intervalSeconds,
  }
}

/**
 * Asks once whether the person has finished; undefined while they have not.
 * @throws HubError ticket_unknown, attempt_expired, denied, and what `identify` throws
 */
export async function pollDeviceConnection(
  parts: CallParts,
  caller: Caller,
  ticket: Secret,
): Promise<Connection | undefined> {
  const { ports } = parts
  const waiting = openTicket(ports, caller, ticket)
  const { providerId, appId, owner, access } = waiting
  const provider = providerOf(ports, providerId)
  const app = await readApp(ports, caller.workspaceId, appId)
  const { workspaceId } = caller
  const secret = ticket.reveal()
  const tokens =
    (await takeKept(ports, { workspaceId, secret })) ?? (await poll(ports, provider, app, waiting))
  if (!tokens) return undefined
  const account = await lookOrKeep(ports, { workspaceId, secret, platform: provider.name }, tokens, () =>
    accountOf(parts, provider, { token: tokens.accessToken, app }),
  )
  const made = { providerId, appId, owner, account, access, tokens, apiKey: null }
  return insertConnection(ports, caller, made, 'renew')
}

/** undefined while the person has not finished. */
async function poll(
  ports: Ports,
  provider: Provider,
  app: App,
  waiting: Waiting,
): Promise<TokenSet | undefined> {
  const sentAt = ports.now().getTime()
  if (waiting.expiresAt <= sentAt) throw new HubError('attempt_expired')
  const client = credentialsOf(ports, app)
  const answer = await pollDevice(
    provider.token,
    { ...client, deviceCode: new Secret(waiting.deviceCode) },
    (url, init) => ports.outbound.request(provider, url, init),
  )
  if (!answer) return undefined
  const given = takeTokens(ports, provider, { answer, old: NO_TOKENS, sentAt })
  return learnLifetime(ports, provider, client, given)
}

function credentialsOf(ports: Ports, app: App): { clientId: string; clientSecret: Secret } {
  return { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
}

function openTicket({ vault }: Ports, { workspaceId }: Caller, ticket: Secret): Waiting {
  try {
    const sealed = Buffer.from(ticket.reveal().replace(/^llt_/, ''), 'base64url')
    return JSON.parse(vault.open(sealed, placeOf(workspaceId))) as Waiting
  } catch (cause) {
    throw new HubError('ticket_unknown', { cause })
  }
}

/** A page of the platform, and of no one else: a lying answer must not send a person elsewhere. */
function pageOf({ outbound }: Ports, provider: Provider, url: string): string {
  const host = URL.canParse(url) && new URL(url).protocol === 'https:' ? new URL(url).hostname : ''
  const known = provider.hosts.some((name) => (typeof name === 'string' ? name === host : name.test(host)))
  if (!known) throw new HubError('token_answer_invalid', { detail: `${host} is no host of ${provider.id}` })
  return outbound.browserUrl(url)
}
