import type { World } from './world.ts'

export interface NotImplemented {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly count: number
}

/** Operations that were requested and are not simulated, those that were requested most often first. */
export function notImplemented(world: World): NotImplemented[] {
  const requested = world.requests.list().filter(({ status }) => status === 501)
  const groups = Map.groupBy(requested, ({ method, host, path }) => `${method} ${host}${path}`)
  return [...groups.values()]
    .flatMap((same) => {
      const [first] = same
      return first ? [{ method: first.method, host: first.host, path: first.path, count: same.length }] : []
    })
    .toSorted((a, b) => b.count - a.count)
}
