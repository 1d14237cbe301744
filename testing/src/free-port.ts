import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that operating systems give to outgoing connections, which would take one before it is used. */
const [LOWEST, HIGHEST] = [20_000, 32_000]

/** Given in this process, perhaps to what does not listen yet. */
const given = new Set<number>()

/** A port of the loopback interface on which nothing listens, and another one each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const listener = createServer()
    listener.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    listener.listen(port, '127.0.0.1', () => listener.close(() => resolve(true)))
  })
}
