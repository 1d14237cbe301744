import type { Abortable } from '../outbound/abortable.ts'
import type { OnAwaited } from './proxy-call.ts'
import { QueuedClient } from './queued-client.ts'

/** Enqueues a call, and sends it when it has a slot. @param waiter leaves the queue when it is aborted */
type Enqueue = (isUrgent: boolean, waiter: Abortable) => Promise<void> | void

/**
 * Enqueues a call of work that may be half done, and so cannot give way. If an approval waits for it while it is in the queue, it is moved
 * forward, as a call of the approval would be.
 */
export async function enqueueAwaited(
  client: Abortable,
  onAwaited: OnAwaited,
  enqueue: Enqueue,
): Promise<void> {
  const waiter = new QueuedClient(client)
  const sent = enqueue(false, waiter)
  if (!(sent instanceof Promise)) return
  const end = onAwaited(() => waiter.leave())
  try {
    return await sent
  } catch (error) {
    // Nothing was sent.
    if (!waiter.hasLeft || client.isAborted) throw error
  } finally {
    end()
  }
  return enqueue(true, client)
}
