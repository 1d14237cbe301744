import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ephemeral ports, which outgoing connections could take first. */
const [LOWEST, HIGHEST] = [20_000, 32_000]

/** Ports that were given out in this process, even if nothing listens on them yet. */
const given = new Set<number>()

/** A free loopback port, a different one each time. */
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
