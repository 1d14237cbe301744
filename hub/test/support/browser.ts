import type { Connection, Letterlock } from '@letterlock/client'
import { hiddenField, type Person } from '@letterlock/sandbox/person.ts'
import assert from 'node:assert/strict'
import { RETURN_URL } from './world.ts'

/** What a person does with a link, for hubs that run in processes of their own. */
export interface Journey {
  readonly person: Person
  readonly owner: string
  readonly provider: string
}

interface Place {
  readonly client: Letterlock
  readonly hubUrl: string
}

/** Up to the application's return address, with a ticket that is not confirmed yet. */
export async function reachTicket(
  { client, hubUrl }: Place,
  { person, owner, provider }: Journey,
): Promise<{ session: string; ticket: string }> {
  const session = await client.createConnectSession({ owner, returnUrl: RETURN_URL, providers: [provider] })
  const opened = await person.open(session.url ?? '')
  const page = await (await person.open(new URL(opened.headers.get('location') ?? '', hubUrl).href)).text()
  const start = await person.post(`${hubUrl}/connect/${session.id}/start`, {
    csrf: hiddenField(page, 'csrf'),
    provider,
    audiences: 'write',
    campaigns: 'write',
    reports: 'read',
  })
  const callback = await person.authorize(start.headers.get('location') ?? '')
  const back = new URL((await person.open(callback.href)).headers.get('location') ?? '')
  const ticket = back.searchParams.get('ticket')
  assert.ok(ticket, back.searchParams.get('error') ?? 'no ticket')
  return { session: session.id, ticket }
}

export async function connectThrough(place: Place, journey: Journey): Promise<Connection> {
  const { session, ticket } = await reachTicket(place, journey)
  return place.client.confirmConnection(session, { ticket, owner: journey.owner })
}
