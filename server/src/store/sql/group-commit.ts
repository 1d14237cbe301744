import { setImmediate as nextTurn } from 'node:timers/promises'

/** Commits concurrent small writes in groups: each is durable when its promise resolves, with one disk sync per group. */
export interface GroupCommit<Write, Result> {
  /** Resolves after the commit of its group. */
  add(write: Write): Promise<Result>
  /** Resolves when nothing is waiting or in progress. */
  idle(): Promise<void>
}

export interface GroupCommitOptions<Write, Result> {
  readonly largestGroup: number
  /** Whether a write may join the group that another one has started. Default: any may. */
  readonly mayJoin?: (first: Write, next: Write) => boolean
  /** Number of concurrent groups. */
  readonly groups: number
  /** Runs all writes in one transaction, in order; rejects without any change if one of them fails. */
  readonly together: (writes: readonly Write[]) => Promise<Result[]>
  /** Whether retrying each write alone is useless, or could repeat a committed write. */
  readonly isHopeless?: (error: unknown) => boolean
  /** Runs one write of a failed group alone, so that a faulty write does not fail the others. */
  readonly alone: (write: Write) => Promise<Result>
}

/** Number of promises that resolve in one turn of the event loop, so that their continuations do not block others. */
const MAX_RESOLVED_AT_ONCE = 4

interface Waiting<Write, Result> {
  readonly write: Write
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

export function createGroupCommit<Write, Result>(
  options: GroupCommitOptions<Write, Result>,
): GroupCommit<Write, Result> {
  const { largestGroup, groups, together, alone, isHopeless = () => false, mayJoin = () => true } = options
  let waiting: Waiting<Write, Result>[] = []
  let running = 0
  let scheduled = false
  let whenIdle: (() => void)[] = []

  const sizeOfNext = (): number => {
    const [first] = waiting
    const end = waiting.findIndex(({ write }) => first && !mayJoin(first.write, write))
    return Math.min(largestGroup, end < 0 ? waiting.length : end)
  }

  const schedule = (): void => {
    if (scheduled || running >= groups || waiting.length === 0) return
    scheduled = true
    // Later writes of this turn of the event loop join the group.
    setImmediate(() => {
      scheduled = false
      const group = waiting.splice(0, sizeOfNext())
      running++
      void commit(group).finally(() => {
        running--
        schedule()
        if (running === 0 && waiting.length === 0) for (const tell of whenIdle.splice(0)) tell()
      })
      schedule()
    })
  }

  const commit = async (group: readonly Waiting<Write, Result>[]): Promise<void> => {
    if (group.length > 1) {
      try {
        const results = await together(group.map(({ write }) => write))
        for (const [index, result] of results.entries()) {
          if (index % MAX_RESOLVED_AT_ONCE === 0 && index > 0) await nextTurn()
          group[index]?.resolve(result)
        }
        return
      } catch (error) {
        if (isHopeless(error)) {
          for (const { reject } of group) reject(error)
          return
        }
        // The group was rolled back: run each write alone.
      }
    }
    for (const { write, resolve, reject } of group) await alone(write).then(resolve, reject)
  }

  return {
    add: (write) =>
      new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject })
        schedule()
      }),
    idle: () =>
      running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => void (whenIdle = [...whenIdle, resolve])),
  }
}
