import { newRandomToken } from '../kernel/id.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import type { JobsContext } from './context.ts'
import { LEASE_MS } from '../kernel/hold-lease.ts'
import type { JobHandlers } from './job-handler.ts'
import { workOnJob } from './work-on-job.ts'

const POLL_EVERY_MS = SECOND
const CONCURRENCY = 2

/**
 * Works on queued jobs, a few at a time. When a process dies, its lease expires, and another process continues after the last finished step.
 * @returns the poll; after `stop`, jobs in progress continue in another process
 */
export function startJobs(context: JobsContext, handlers: JobHandlers): Poll {
  const { store, now, log } = context
  const stopping = new AbortController()
  const round = async (): Promise<boolean> => {
    if (stopping.signal.aborted) return false
    const leaseId = newRandomToken()
    const job = await store.jobs.acquire(leaseId, LEASE_MS, now().getTime())
    if (!job) return false
    await workOnJob(context, handlers[job.type], { job, leaseId, stopping: stopping.signal })
    return true
  }
  const polls = Array.from({ length: CONCURRENCY }, () =>
    poll(round, { everyMs: POLL_EVERY_MS, log, failure: 'running a job failed' }),
  )
  return {
    async stop() {
      stopping.abort()
      await Promise.all(polls.map((one) => one.stop()))
    },
  }
}
