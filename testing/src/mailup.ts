import type { Connection } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, registerAtSandbox, type TestWorld } from './world.ts'

/** The platform whose tokens end and rotate, in one place: what the renewal tests need of it. */
export const TOKEN_PATH = '/Authorization/OAuth/Token'
export const INFO_PATH = '/API/v1.1/Rest/ConsoleService.svc/Console/Authentication/Info'
export const INFO = '/ConsoleService.svc/Console/Authentication/Info'

export async function connectMailup(world: TestWorld, owner = 'user-1'): Promise<Connection> {
  if (!Object.keys(world.sandbox.world.mailup.apps).length) await addMailupApp(world)
  const choices = { provider: 'mailup', audiences: 'write', campaigns: 'write', reports: 'read' }
  return connect(world, { owner, providers: ['mailup'], choices })
}

export async function addMailupApp(world: TestWorld): Promise<{ id: string; clientId: string }> {
  const registered = await registerAtSandbox(
    world.sandbox,
    `${world.server.url}/oauth/mailup/callback`,
    'mailup',
  )
  return world.client.createOAuthApp({ provider: 'mailup', ...registered })
}

/** How often the platform was asked to renew: every exchange but those that redeemed a code. */
export function tokenRequests(world: TestWorld, since = 0): number {
  return world.sandbox.world.requests.list({ path: TOKEN_PATH }).length - since
}

/** The person revokes the application in the platform's console. */
export async function revokeAtMailup(world: TestWorld, username = 'm1001'): Promise<void> {
  await fetch(`${world.sandbox.url}/_sandbox/mailup/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  })
}

/** Waits until something is so; the reason is what was seen last. */
export async function waitFor<T>(
  look: () => T | Promise<T>,
  isSo: (seen: T) => boolean,
  waitTimeoutMs = 5000,
): Promise<T> {
  const deadline = performance.now() + waitTimeoutMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (performance.now() > deadline) assert.fail(`still not so: ${JSON.stringify(seen)}`)
    await sleep(25)
  }
}

export async function eventTypes(world: TestWorld, id: string): Promise<string[]> {
  const { items } = await world.client.listEvents({ connection: id, limit: 200 })
  return items.map(({ type }) => type).toReversed()
}
