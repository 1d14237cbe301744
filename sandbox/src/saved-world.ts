import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isClockTime } from './clock.ts'
import type { ProviderStates } from './provider-states.ts'
import { reasonOf } from './reason-of.ts'
import { createWorld, type SimulatedWorld, type WorldStart } from './simulated-world.ts'
import { readState, writeState } from './state-with-checksum.ts'

interface SavedWorld extends Partial<ProviderStates> {
  clockOffsetMs: number
}

/**
 * Reads a world that `saveWorld` wrote; a new one if the file does not exist.
 *
 * @throws Error that names the file if it is damaged; the file stays as it is
 */
export function loadWorld(file: string, start: WorldStart = {}): SimulatedWorld {
  const world = createWorld(start)
  try {
    importState(world, readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw new Error(
        `${file} is no state that a sandbox has saved (${error.message}): move it away, or choose another file.`,
        { cause: error },
      )
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isNew)
      throw new Error(`${file} cannot be read (${reasonOf(error)}): choose another file.`, { cause: error })
  }
  if (start.noLimits) for (const provider of world.providers) provider.removeLimits(world)
  return world
}

/**
 * Writes the world, readable by the owner only. Renames the file into place, so that a crash leaves no partial file.
 *
 * @throws Error that names the file if it cannot be written
 */
export function saveWorld(world: SimulatedWorld, file: string): void {
  const temporary = `${file}.new`
  try {
    writeFileSync(temporary, exportState(world), { mode: 0o600 })
    renameSync(temporary, file)
  } catch (error) {
    const reason = reasonOf(error)
    throw new Error(`${file} cannot be written (${reason})`, { cause: error })
  }
}

/** The providers' states and the clock's offset, as JSON with a checksum. */
export function exportState(world: SimulatedWorld): string {
  const states = world.providers.map(({ key }) => [key, world[key]])
  return writeState({ clockOffsetMs: world.clock.offsetMs, ...Object.fromEntries(states) })
}

/** @throws SyntaxError if the text is not JSON, TypeError with a sentence if no sandbox has written it so. The world is as it was then. */
export function importState(world: SimulatedWorld, text: string): void {
  const saved = readState(text)
  if (!isSavedWorld(saved)) throw new TypeError('This is not a state of the sandbox.')
  const states = world.providers.flatMap((provider) => {
    const given: unknown = saved[provider.key]
    if (given === undefined) return []
    if (!isAlike(given, provider.createState()))
      throw new TypeError(`“${provider.key}” is not a state of ${provider.title}.`)
    return [[provider.key, given] as const]
  })
  Object.assign(world, Object.fromEntries(states))
  world.clock.set(new Date(Date.now() + saved.clockOffsetMs))
}

const isSavedWorld = (value: unknown): value is SavedWorld =>
  typeof value === 'object' &&
  value !== null &&
  'clockOffsetMs' in value &&
  typeof value.clockOffsetMs === 'number' &&
  isClockTime(Date.now() + value.clockOffsetMs)

/** Whether a state, which another version may have written, has every member of a new state, with the same types. */
function isAlike(given: unknown, model: object): boolean {
  if (kindOf(given) !== 'object') return false
  return Object.entries(model).every(([name, member]: [string, unknown]) => {
    const value: unknown = Reflect.get(Object(given), name)
    const kind = kindOf(member)
    if (kind !== 'object' && kind !== 'array') return true
    if (kindOf(value) !== kind) return false
    const [sample] = Object.values(Object(member)).map(kindOf)
    return name === 'switches' || Object.values(Object(value)).every((entry) => fits(kindOf(entry), sample))
  })
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

/** Entries of a record without a sample may be of any type: some count calls. */
const fits = (kind: string, sample: string | undefined): boolean =>
  sample === undefined ? kind !== 'null' : kind === sample
