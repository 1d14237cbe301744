import { HubError, invalidRequest } from '../errors.ts'
import { hashToken, newId, newRandomToken } from '../id.ts'
import { SECOND } from '../time.ts'
import { newestApp, unknownProvider } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Session } from './connection.ts'
import type { Ports } from './ports.ts'
import { assertOwner } from './read-connection.ts'
import { assertReturnUrl } from './return-url.ts'

export interface NewSession {
  readonly owner: string
  readonly returnUrl: string
  readonly providerIds: readonly string[] | null
  readonly access: Access | null
  readonly connectionId: string | null
  readonly skipsPage: boolean
  readonly expiresInSeconds: number
}

export const EVERYTHING_BUT_SEND: Access = {
  audiences: 'write',
  campaigns: 'write',
  reports: 'read',
  send: false,
}

/**
 * Makes the link that leads one person to the hosted page.
 * @throws HubError return_url_refused, app_not_found, connection_not_found, invalid_request
 */
export async function createSession(
  ports: Ports,
  caller: Caller,
  input: NewSession,
): Promise<{ session: Session; url: string }> {
  const { store, now, publicUrl } = ports
  const { workspaceId } = caller
  assertOwner(caller, input.owner)
  const workspace = await store.workspaces.read(workspaceId)
  if (!workspace) throw new HubError('internal', { detail: `key ${caller.keyId} has no workspace` })
  // The dashboard's own page needs no entry on the list.
  if (input.returnUrl !== `${ports.publicUrl}/connected`) assertReturnUrl(input.returnUrl, workspace)
  const renewed =
    input.connectionId === null ? null : await store.connections.read(workspaceId, input.connectionId)
  if (renewed === undefined || (renewed && renewed.owner !== input.owner))
    throw new HubError('connection_not_found')
  const at = now()
  const token = `lls_${newRandomToken()}`
  const providerIds = renewed ? [renewed.providerId] : await choose(ports, workspaceId, input.providerIds)
  if (input.skipsPage && providerIds.length !== 1)
    throw invalidRequest({
      pointer: '/skipPage',
      detail: 'skipPage goes with one provider only, since nobody is asked which.',
    })
  const session: Session = {
    id: newId('cs', at),
    workspaceId,
    owner: input.owner,
    providerIds,
    access: input.access ?? renewed?.access ?? EVERYTHING_BUT_SEND,
    returnUrl: input.returnUrl,
    connectionId: renewed?.id ?? null,
    skipsPage: input.skipsPage,
    openedAt: null,
    completedAt: null,
    expiresAt: at.getTime() + input.expiresInSeconds * SECOND,
  }
  await store.sessions.insert(session, hashToken(token), at.getTime())
  return { session, url: `${publicUrl}/connect/link/${token}` }
}

/** The providers asked for, each of which must have an app; all that have one when none was named. */
async function choose(ports: Ports, workspaceId: string, asked: readonly string[] | null): Promise<string[]> {
  if (asked) {
    const unknown = asked.flatMap((id, index) =>
      ports.providers.has(id) ? [] : [unknownProvider(ports.providers, `/providers/${index}`)],
    )
    if (unknown.length > 0) throw invalidRequest(...unknown)
    for (const id of asked) await newestApp(ports, workspaceId, id)
    return [...asked]
  }
  const apps = await ports.store.apps.list(workspaceId)
  const ids = [...ports.providers.keys()].filter((id) => apps.some((app) => app.providerId === id))
  if (ids.length === 0) throw new HubError('app_not_found')
  return ids
}
