import type { Server } from 'node:http'
import { notSaved } from './not-saved.ts'

const INTERVAL_MS = 2000
/** Work of a request, such as a batch, continues after its response. */
const USED_MS = 10_000

/**
 * Saves at the start, and every two seconds while the server is used, so that an unchanged state of megabytes is not rewritten. Returns a
 * function that stops it.
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

/** A full disk does not stop the sandbox: it retries, and reports the first failure in a row. Returns whether it was saved. */
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
