import { createApp, type App } from '../create-app.ts'
import { createWorld, type SimulatedWorld, type WorldStart } from '../simulated-world.ts'

export interface OpenWorld extends App {
  readonly world: SimulatedWorld
}

/** The isolated worlds of a sandbox, for parallel tests. */
export interface Worlds {
  readonly standard: OpenWorld
  /** A named world, created on first use; undefined if there are too many. Rejects if it cannot be created. */
  open(name: string): Promise<OpenWorld | undefined>
  names(): string[]
  /** Ends a named world. Returns whether there was one. */
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
        // A world that could not be created is not kept, so that the next request retries.
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
