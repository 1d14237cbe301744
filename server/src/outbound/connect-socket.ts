import type { Socket } from 'node:net'
import type { buildConnector as Connector } from 'undici'
import { buildConnector } from './undici.ts'

/**
 * Connects, and ignores write errors after the peer stops reading: a provider that rejects a large body may respond early and close, and
 * its response must still be read. A close without response is noticed by reading.
 */
export function createConnectSocket(options: Connector.BuildOptions): Connector.connector {
  const connect = buildConnector(options)
  return (target, callback) =>
    connect(target, (...result) => {
      const [, socket] = result
      if (socket) listenOn(socket)
      callback(...result)
    })
}

const NOT_TAKEN: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ECONNRESET'])

/** The methods of a writable stream ("Implementing a writable stream" in Node's documentation). */
const WRITE = '_write'
const WRITE_MANY = '_writev'

type Written = (error?: Error | null) => void

function listenOn(socket: Socket): void {
  const { [WRITE]: write, [WRITE_MANY]: writeMany } = socket
  // The connection's own errors do not say whether it had been used.
  socket.prependListener('error', (error) => void Object.assign(error, { bytesRead: socket.bytesRead }))
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
