import { INFO } from '@letterlock/testing/mailup.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'

export const HOURS = 24

/** The paths of a forwarded call, by provider. */
const PATHS: Readonly<Record<string, string>> = {
  mailchimp: '3.0/lists',
  mailup: INFO.slice(1),
  'constant-contact': 'v3/account/summary',
  'constant-contact-v2': 'v2/account/info',
}

interface Called {
  readonly id: string
  readonly provider: string
}

/** Calls of a day, hour by hour: more at noon than at night, and some that fail. The clock is a day behind before, and right afterwards. */
export async function liveThroughADay(world: TestWorld, connections: readonly Called[]): Promise<void> {
  for (let hour = 0; hour < HOURS; hour++) {
    if (hour > 0) world.advance(3600)
    if (hour > 14 && hour < 18)
      world.sandbox.world.faults.add({ kind: 'status', path: '/3.0/lists', status: 500, remaining: 3 })
    const count = 8 + Math.round(5 * Math.sin((hour / HOURS) * 2 * Math.PI - 1)) + (hour % 3)
    for (let call = 0; call < count; call++) await make(world, connections[(call * 7) % connections.length])
    // Writes the totals of the hour before the clock goes on.
    await world.client.workspace.getMetrics()
  }
}

async function make({ server, secretKey }: TestWorld, connection: Called | undefined): Promise<void> {
  if (!connection) return
  const url = `${server.localUrl}/v1/proxy/${connection.id}/${PATHS[connection.provider]}`
  const response = await fetch(url, { headers: { authorization: `Bearer ${secretKey}` } })
  await response.body?.cancel()
}
