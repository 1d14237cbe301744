import { setImmediate as nextTurn } from 'node:timers/promises'

/** Runs many small writes in one commit: each is durable when it is told so, and the disk is waited for once. */
export interface GroupCommit<Job, Result> {
  /** Resolves when the group in which it went has been committed. */
  add(job: Job): Promise<Result>
  /** When nothing is waiting or under way. */
  idle(): Promise<void>
}

export interface GroupCommitOptions<Job, Result> {
  readonly largestGroup: number
  /** How many groups may be under way at once. */
  readonly groups: number
  /** All of them in one transaction, in this order; rejects, having changed nothing, when any one fails. */
  readonly together: (jobs: readonly Job[]) => Promise<Result[]>
  /** Whether trying alone would be of no use, or could do something twice. */
  readonly isHopeless?: (error: unknown) => boolean
  /** The one who spoiled a group must not spoil it for the others. */
  readonly alone: (job: Job) => Promise<Result>
}

/** How many hear of their commit in one turn of the event loop: what they do next must not keep all others waiting. */
const TOLD_AT_ONCE = 4

interface Waiting<Job, Result> {
  readonly job: Job
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

export function createGroupCommit<Job, Result>(
  options: GroupCommitOptions<Job, Result>,
): GroupCommit<Job, Result> {
  const { largestGroup, groups, together, alone, isHopeless = () => false } = options
  let waiting: Waiting<Job, Result>[] = []
  let running = 0
  let scheduled = false
  let whenIdle: (() => void)[] = []

  const schedule = (): void => {
    if (scheduled || running >= groups || waiting.length === 0) return
    scheduled = true
    // Whatever else this turn of the event loop brings goes into the same group.
    setImmediate(() => {
      scheduled = false
      const group = waiting.splice(0, largestGroup)
      running++
      void commit(group).finally(() => {
        running--
        schedule()
        if (running === 0 && waiting.length === 0) for (const tell of whenIdle.splice(0)) tell()
      })
      schedule()
    })
  }

  const commit = async (group: readonly Waiting<Job, Result>[]): Promise<void> => {
    if (group.length > 1) {
      try {
        const results = await together(group.map(({ job }) => job))
        for (const [index, { resolve }] of group.entries()) {
          if (index % TOLD_AT_ONCE === 0 && index > 0) await nextTurn()
          resolve(results[index] as Result)
        }
        return
      } catch (error) {
        if (isHopeless(error)) {
          for (const { reject } of group) reject(error)
          return
        }
        // Undone as a whole: each gets its own answer below.
      }
    }
    for (const { job, resolve, reject } of group) await alone(job).then(resolve, reject)
  }

  return {
    add: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject })
        schedule()
      }),
    idle: () =>
      running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => void (whenIdle = [...whenIdle, resolve])),
  }
}
