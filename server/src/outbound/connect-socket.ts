import type { Socket } from 'node:net'
import { buildConnector } from 'undici'

/**
 * Connects, and goes on listening where the other side no longer does: a platform that refuses a large body answers early and
 * closes, and what then cannot be written must not keep its answer from being read. Whoever closes without an answer is noticed
 * by reading.
 */
export function createConnect(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options)
  return (target, callback) =>
    connect(target, (...result) => {
      const [, socket] = result
      if (socket) listenOn(socket)
      callback(...result)
    })
}

const NOT_TAKEN: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ECONNRESET'])

/** What a stream is made of (Node, “Implementing a writable stream”). */
const WRITE = '_write'
const WRITE_MANY = '_writev'

type Written = (error?: Error | null) => void

function listenOn(socket: Socket): void {
  const { [WRITE]: write, [WRITE_MANY]: writeMany } = socket
  let deaf = false
  const hearing =
    (written: Written): Written =>
    (error) => {
      if (error && NOT_TAKEN.has((error as NodeJS.ErrnoException).code)) deaf = true
      written(deaf ? null : error)
    }
  socket[WRITE] = (chunk: unknown, encoding, written) => {
    if (deaf) written()
    else write.call(socket, chunk, encoding, hearing(written))
  }
  if (writeMany)
    socket[WRITE_MANY] = (chunks, written) => {
      if (deaf) written()
      else writeMany.call(socket, chunks, hearing(written))
    }
}
