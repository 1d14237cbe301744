import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { CallLog } from './calls.ts'
import { createClock, type Clock } from './clock.ts'
import { Faults } from './faults.ts'
import { createConstantContactState, type ConstantContactState } from './constant-contact/state.ts'
import { createConstantContactV2State, type ConstantContactV2State } from './constant-contact-v2/state.ts'
import { createMailchimpState, type MailchimpState } from './mailchimp/state.ts'
import { createMailupState, type MailupState } from './mailup/state.ts'

/** What each platform remembers: plain JSON. */
interface Platforms {
  mailchimp: MailchimpState
  mailup: MailupState
  constantContact: ConstantContactState
  constantContactV2: ConstantContactV2State
}

/** Everything that the sandbox remembers. */
export interface World extends Platforms {
  readonly clock: Clock
  readonly faults: Faults
  readonly calls: CallLog
}

interface Saved extends Partial<Platforms> {
  clockOffsetMs: number
}

const newPlatforms = (): Platforms => ({
  mailchimp: createMailchimpState(),
  mailup: createMailupState(),
  constantContact: createConstantContactState(),
  constantContactV2: createConstantContactV2State(),
})

export function createWorld(): World {
  return { clock: createClock(), faults: new Faults(), calls: new CallLog(), ...newPlatforms() }
}

/** As on the first day; the clock too. */
export function resetWorld(world: World): void {
  world.clock.set(new Date())
  world.faults.clear()
  world.calls.clear()
  Object.assign(world, newPlatforms())
}

export function loadWorld(file: string): World {
  const world = createWorld()
  try {
    const { clockOffsetMs, ...providers } = JSON.parse(readFileSync(file, 'utf8')) as Saved
    Object.assign(world, providers)
    world.clock.set(new Date(Date.now() + clockOffsetMs))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return world
}

/** Written beside and renamed, so that a crash never leaves half a file. */
export function saveWorld(world: World, file: string): void {
  const { clock, faults: _faults, calls: _calls, ...providers } = world
  const saved: Saved = { clockOffsetMs: clock.offsetMs, ...providers }
  const beside = `${file}.new`
  writeFileSync(beside, JSON.stringify(saved), { mode: 0o600 })
  renameSync(beside, file)
}
