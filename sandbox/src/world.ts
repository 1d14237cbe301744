import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { CallLog } from './calls.ts'
import { createClock, type Clock } from './clock.ts'
import { Faults } from './faults.ts'
import { createMailchimpState, type MailchimpState } from './mailchimp/state.ts'

/** Everything that the sandbox remembers. What is under a platform's name is plain JSON. */
export interface World {
  readonly clock: Clock
  readonly faults: Faults
  readonly calls: CallLog
  mailchimp: MailchimpState
}

export function createWorld(): World {
  return {
    clock: createClock(),
    faults: new Faults(),
    calls: new CallLog(),
    mailchimp: createMailchimpState(),
  }
}

/** As on the first day; the clock too. */
export function resetWorld(world: World): void {
  world.clock.set(new Date())
  world.faults.clear()
  world.calls.clear()
  world.mailchimp = createMailchimpState()
}

export function loadWorld(file: string): World {
  const world = createWorld()
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as {
      clockOffsetMs: number
      mailchimp: MailchimpState
    }
    world.mailchimp = saved.mailchimp
    world.clock.set(new Date(Date.now() + saved.clockOffsetMs))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return world
}

/** Written beside and renamed, so that a crash never leaves half a file. */
export function saveWorld(world: World, file: string): void {
  const beside = `${file}.new`
  writeFileSync(beside, JSON.stringify({ clockOffsetMs: world.clock.offsetMs, mailchimp: world.mailchimp }), {
    mode: 0o600,
  })
  renameSync(beside, file)
}
