import { createClock } from './clock.ts'
import { Faults } from './faults.ts'
import type { Fixtures } from './read-fixtures.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import type { ProviderStates } from './provider-states.ts'
import { PROVIDERS } from './providers.ts'
import { RequestLog } from './request-log.ts'
import type { World } from './world.ts'

/** The whole state of a sandbox, with its providers. */
export interface SimulatedWorld extends World {
  /** The contents of the world at its start and after a reset. */
  readonly start: WorldStart
  /** @internal As in `SandboxOptions`. */
  readonly providers: readonly SimulatedProvider[]
}

export interface WorldStart {
  /**
   * The simulated providers; all of the sandbox if absent.
   * @internal As in `SandboxOptions`.
   */
  readonly providers?: readonly SimulatedProvider[]
  readonly fixtures?: Fixtures
  /** Whether the providers' rate limits are disabled. */
  readonly noLimits?: boolean
}

/** A new world: the system's time, no faults, no requests, the sample users of each provider, and the fixtures. */
export function createWorld(start: WorldStart = {}): SimulatedWorld {
  const { providers = PROVIDERS } = start
  const world: SimulatedWorld = Object.assign(createStates(providers), {
    clock: createClock(),
    faults: new Faults(),
    requests: new RequestLog(),
    start,
    providers,
  })
  prepare(world)
  return world
}

/** The members of the world that the providers own. */
function createStates(providers: readonly SimulatedProvider[]): ProviderStates {
  // Each provider creates its own member.
  return Object.fromEntries(providers.map((one) => [one.key, one.createState()])) as unknown as ProviderStates
}

function prepare(world: SimulatedWorld): void {
  const { fixtures, noLimits } = world.start
  if (fixtures?.now) world.clock.set(new Date(fixtures.now))
  for (const provider of world.providers) {
    if (fixtures) {
      provider.applyFixtures(world, fixtures)
      refuseUnknownOwners(world, provider, fixtures)
    }
    if (noLimits) provider.removeLimits(world)
  }
}

/** Sample users may own apps, which only a world knows. */
function refuseUnknownOwners(world: World, provider: SimulatedProvider, fixtures: Fixtures): void {
  const apps = Object.entries(fixtures).flatMap(([key, part]) =>
    key === provider.key && typeof part === 'object' ? (part.apps ?? []) : [],
  )
  const users = new Set(provider.users(world).map(({ username }) => username))
  for (const { clientId, owner } of apps)
    if (owner !== undefined && !users.has(owner))
      throw new Error(
        `The fixture’s app “${clientId}” belongs to “${owner}”, who is no user of ${provider.title}.`,
      )
}

/** Restores the initial state of the world, including its clock. */
export function resetWorld(world: SimulatedWorld): void {
  world.clock.set(new Date())
  world.faults.clear()
  world.requests.clear()
  Object.assign(world, createStates(world.providers))
  prepare(world)
}
