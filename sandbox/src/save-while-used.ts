import type { Server } from 'node:http'
import { notSaved } from './not-saved.ts'

const INTERVAL_MS = 2000
/** What a request has begun, such as a batch, goes on after its response. */
const USED_MS = 10_000

/**
 * Saves at the start, and every two seconds while the server is used: a state of megabytes that nothing changes is not written again and
 * again. Returns what stops it.
 */
export function saveWhileUsed(server: Server, save: () => void): () => void {
  let usedUntil = 0
  const use = (): void => void (usedUntil = Date.now() + USED_MS)
  use()
  server.on('request', (_request, response) => {
    use()
    response.once('close', use)
  })
  const trySaving = warnIfFailing(save)
  const saving = setInterval(() => {
    if (Date.now() < usedUntil && !trySaving()) use()
  }, INTERVAL_MS).unref()
  return () => clearInterval(saving)
}

/** A disk that is full for a while ends no sandbox: what follows is tried again, and a first failure in a row is told. Whether it is saved. */
function warnIfFailing(save: () => void): () => boolean {
  let isFailing = false
  return () => {
    try {
      save()
      isFailing = false
    } catch (error) {
      if (!isFailing) process.emitWarning(`The sandbox's ${notSaved(error)}`)
      isFailing = true
    }
    return !isFailing
  }
}
