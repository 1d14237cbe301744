import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createClock, type Clock } from './clock.ts'
import { Faults } from './faults.ts'
import { applyFixtures } from './fixtures/apply-fixtures.ts'
import type { Fixtures } from './fixtures/fixtures.ts'
import { createProviderStates, type ProviderStates } from './provider-states.ts'
import { reviveRecord } from './records.ts'
import { RequestLog } from './request-log.ts'
import { removeLimits } from './without-limits.ts'

/** The whole state of a sandbox. Tests may read and change it in place. */
export interface World extends ProviderStates {
  readonly clock: Clock
  readonly faults: Faults
  readonly requests: RequestLog
  /** What the world has at its start and after a reset. */
  readonly start: WorldStart
}

export interface WorldStart {
  readonly fixtures?: Fixtures
  /** Whether the providers' rate limits are off. */
  readonly noLimits?: boolean
}

interface SavedWorld extends Partial<ProviderStates> {
  clockOffsetMs: number
}

/** A new world: the system's time, no faults, no requests, the sample users of each provider, and the fixtures. */
export function createWorld(start: WorldStart = {}): World {
  const world = {
    clock: createClock(),
    faults: new Faults(),
    requests: new RequestLog(),
    start,
    ...createProviderStates(),
  }
  prepare(world)
  return world
}

function prepare(world: World): void {
  if (world.start.fixtures) applyFixtures(world, world.start.fixtures)
  if (world.start.noLimits) removeLimits(world)
}

/** Makes the world as it was at its start, its clock too. */
export function resetWorld(world: World): void {
  world.clock.set(new Date())
  world.faults.clear()
  world.requests.clear()
  Object.assign(world, createProviderStates())
  prepare(world)
}

/** Reads a world that `saveWorld` wrote; a new one if the file does not exist. */
export function loadWorld(file: string, start: WorldStart = {}): World {
  const world = createWorld(start)
  try {
    importState(world, readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  if (start.noLimits) removeLimits(world)
  return world
}

/** Writes the world, readable by the owner only. Renames the file into place, so that a crash leaves no partial file. */
export function saveWorld(world: World, file: string): void {
  const temporary = `${file}.new`
  writeFileSync(temporary, exportState(world), { mode: 0o600 })
  renameSync(temporary, file)
}

/** The providers' states and the clock's offset, as JSON. */
export function exportState(world: World): string {
  const { clock, mailchimp, mailup, constantContact, constantContactV2 } = world
  const saved: SavedWorld = {
    clockOffsetMs: clock.offsetMs,
    mailchimp,
    mailup,
    constantContact,
    constantContactV2,
  }
  return JSON.stringify(saved)
}

/** @throws SyntaxError if the text is not JSON, TypeError if it is no state */
export function importState(world: World, text: string): void {
  const saved: unknown = JSON.parse(text, reviveRecord)
  if (!isSavedWorld(saved)) throw new TypeError('This is not a state of the sandbox.')
  const { clockOffsetMs, ...states } = saved
  Object.assign(world, states)
  world.clock.set(new Date(Date.now() + clockOffsetMs))
}

const isSavedWorld = (value: unknown): value is SavedWorld =>
  typeof value === 'object' &&
  value !== null &&
  'clockOffsetMs' in value &&
  typeof value.clockOffsetMs === 'number'
