import { createApp, type App } from '../create-app.ts'
import { createWorld, type SimulatedWorld, type WorldStart } from '../simulated-world.ts'

export interface OpenWorld extends App {
  readonly world: SimulatedWorld
}

/** The worlds of a sandbox, kept apart from each other: for tests that run in parallel. */
export interface Worlds {
  readonly standard: OpenWorld
  /** A named one, made when it is first asked for. undefined: there are too many. Rejects if it cannot be made. */
  open(name: string): Promise<OpenWorld | undefined>
  names(): string[]
  /** Ends a named one. Whether there was one. */
  remove(name: string): Promise<boolean>
  close(): Promise<void>
}

const MOST = 100

/** @param start of the named worlds */
export async function createWorlds(world: SimulatedWorld, start: WorldStart): Promise<Worlds> {
  const standard: OpenWorld = { world, ...(await createApp(world)) }
  const named = new Map<string, Promise<OpenWorld>>()
  const create = async (): Promise<OpenWorld> => {
    const own = createWorld(start)
    return { world: own, ...(await createApp(own)) }
  }
  return {
    standard,
    open: async (name) => {
      if (!named.has(name) && named.size >= MOST) return undefined
      const open = named.get(name) ?? create()
      named.set(name, open)
      try {
        return await open
      } catch (error) {
        // One that could not be made takes no place, and the next request tries again.
        if (named.get(name) === open) named.delete(name)
        throw error
      }
    },
    names: () => [...named.keys()],
    remove: async (name) => {
      const open = named.get(name)
      named.delete(name)
      await (await open)?.close()
      return open !== undefined
    },
    close: async () => {
      const all = [standard, ...(await Promise.all(named.values()))]
      await Promise.all(all.map((one) => one.close()))
    },
  }
}
