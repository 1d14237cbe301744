import type { Connection, Letterlock } from '@letterlock/sdk'
import { hiddenField, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { RETURN_URL } from './world.ts'

/** What a person does with a link, for hubs that run in processes of their own. */
export interface Journey {
  readonly user: SandboxUser
  readonly owner: string
  readonly provider: string
}

interface Place {
  readonly client: Letterlock
  readonly serverUrl: string
}

/** Up to the application's return address, with a ticket that is not confirmed yet. */
export async function reachConfirmationToken(
  { client, serverUrl }: Place,
  { user, owner, provider }: Journey,
): Promise<{ session: string; confirmationToken: string }> {
  const session = await client.createConnectSession({ owner, returnUrl: RETURN_URL, providers: [provider] })
  const opened = await user.open(session.url ?? '')
  const page = await (await user.open(new URL(opened.headers.get('location') ?? '', serverUrl).href)).text()
  const start = await user.post(`${serverUrl}/connect/${session.id}/start`, {
    csrf: hiddenField(page, 'csrf'),
    provider,
    audiences: 'write',
    campaigns: 'write',
    reports: 'read',
  })
  const callback = await user.authorize(start.headers.get('location') ?? '')
  const back = new URL((await user.open(callback.href)).headers.get('location') ?? '')
  const confirmationToken = back.searchParams.get('confirmationToken')
  assert.ok(confirmationToken, back.searchParams.get('error') ?? 'no ticket')
  return { session: session.id, confirmationToken }
}

export async function connectThrough(place: Place, journey: Journey): Promise<Connection> {
  const { session, confirmationToken } = await reachConfirmationToken(place, journey)
  return place.client.confirmConnection(session, { confirmationToken, owner: journey.owner })
}
