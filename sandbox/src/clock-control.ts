import type { FastifyInstance } from 'fastify'
import { isClockTime } from './clock.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** `GET` and `POST /clock` of the control API. */
export function registerClockControl(server: FastifyInstance, world: SimulatedWorld): void {
  const clock = (): { now: string; offsetSeconds: number } => ({
    now: world.clock.now().toISOString(),
    offsetSeconds: Math.round(world.clock.offsetMs / 1000),
  })

  server.get('/clock', clock)
  server.post<{ Body: { advanceSeconds?: number; now?: string } | null }>('/clock', (request, reply) => {
    const { advanceSeconds = 0, now } = request.body ?? {}
    if (now !== undefined && Number.isNaN(Date.parse(now)))
      return reply.code(400).send({ error: '"now" must be an ISO 8601 date and time.' })
    if (!Number.isFinite(advanceSeconds))
      return reply.code(400).send({ error: '"advanceSeconds" must be a number.' })
    const moved = moveClock(world, { advanceSeconds, ...(now !== undefined && { now: new Date(now) }) })
    return moved
      ? reply.send(clock())
      : reply.code(400).send({ error: 'The clock shows the years 0 to 9999.' })
  })
}

/**
 * Sets or moves the clock, and lets the providers do what has become due. Returns false, without a change, if the clock cannot show that
 * time.
 */
export function moveClock(
  world: SimulatedWorld,
  { advanceSeconds, now }: { readonly advanceSeconds: number; readonly now?: Date },
): boolean {
  if (!isClockTime((now ?? world.clock.now()).getTime() + advanceSeconds * 1000)) return false
  if (now) world.clock.set(now)
  if (advanceSeconds !== 0) world.clock.advance(advanceSeconds)
  for (const provider of world.providers) provider.clockMoved?.(world)
  return true
}
