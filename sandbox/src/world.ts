import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createClock, type Clock } from './clock.ts'
import { createConstantContactV2State, type ConstantContactV2State } from './constant-contact-v2/state.ts'
import { createConstantContactState, type ConstantContactState } from './constant-contact/state.ts'
import { Faults } from './faults.ts'
import { createMailchimpState, type MailchimpState } from './mailchimp/state.ts'
import { createMailupState, type MailupState } from './mailup/state.ts'
import { reviveRecord } from './records.ts'
import { RequestLog } from './request-log.ts'

/** What each provider stores, as plain JSON. */
interface ProviderStates {
  mailchimp: MailchimpState
  mailup: MailupState
  constantContact: ConstantContactState
  constantContactV2: ConstantContactV2State
}

/** The whole state of a sandbox. Tests may read and change it in place. */
export interface World extends ProviderStates {
  readonly clock: Clock
  readonly faults: Faults
  readonly requests: RequestLog
}

interface SavedWorld extends Partial<ProviderStates> {
  clockOffsetMs: number
}

const createProviderStates = (): ProviderStates => ({
  mailchimp: createMailchimpState(),
  mailup: createMailupState(),
  constantContact: createConstantContactState(),
  constantContactV2: createConstantContactV2State(),
})

/** A new world: the system's time, no faults, no requests, the sample users of each provider. */
export function createWorld(): World {
  return { clock: createClock(), faults: new Faults(), requests: new RequestLog(), ...createProviderStates() }
}

/** Makes the world as new, its clock too. */
export function resetWorld(world: World): void {
  world.clock.set(new Date())
  world.faults.clear()
  world.requests.clear()
  Object.assign(world, createProviderStates())
}

/** Reads a world that `saveWorld` wrote; a new one if the file does not exist. */
export function loadWorld(file: string): World {
  const world = createWorld()
  try {
    const { clockOffsetMs, ...states } = JSON.parse(readFileSync(file, 'utf8'), reviveRecord) as SavedWorld
    Object.assign(world, states)
    world.clock.set(new Date(Date.now() + clockOffsetMs))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return world
}

/** Writes the providers' states and the clock's offset, readable by the owner only. Renames the file into place, so that a crash leaves no partial file. */
export function saveWorld(world: World, file: string): void {
  const { clock, faults: _faults, requests: _requests, ...states } = world
  const saved: SavedWorld = { clockOffsetMs: clock.offsetMs, ...states }
  const temporary = `${file}.new`
  writeFileSync(temporary, JSON.stringify(saved), { mode: 0o600 })
  renameSync(temporary, file)
}
