import type { Abortable } from '../outbound/abortable.ts'
import type { AdmittedWrite, AdmitWrite } from './guard-write.ts'
import { QueuedClient } from './queued-client.ts'

/** Enqueues a call, and sends it when it has a slot. @param waiter leaves the queue when it is aborted */
type Enqueue = (admitted: AdmittedWrite | null, waiter: Abortable) => Promise<void> | void

/**
 * Enqueues an admitted write. If something waits for it while it is in the queue, it leaves the queue and is admitted anew, so that nothing
 * that waits for an account's writes waits for its queue too.
 */
export async function enqueueAdmitted(client: Abortable, admit: AdmitWrite, enqueue: Enqueue): Promise<void> {
  for (;;) {
    const admitted = await admit()
    if (!admitted) return enqueue(null, client)
    const waiter = new QueuedClient(client)
    const end = admitted.onAwaited(() => waiter.leave())
    try {
      return await enqueue(admitted, waiter)
    } catch (error) {
      // Nothing was sent.
      admitted.release()
      if (!waiter.hasLeft || client.isAborted) throw error
    } finally {
      end()
    }
  }
}
