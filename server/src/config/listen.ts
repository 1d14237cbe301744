import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { ConfigError } from './config.ts'
import { isEveryAddress } from '../kernel/loopback.ts'
import { SETTINGS } from './settings.ts'
import { codeOf } from '../kernel/code-of.ts'

/**
 * Listens, and returns the URL at which this machine reaches the server.
 * @param port 0 for any free port
 * @throws ConfigError
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    server.listen({ host, port })
    await once(server, 'listening')
  } catch (error) {
    throw explainListening(error, host, port)
  }
  const bound = server.address()
  // A string would be the path of a Unix socket, which is not used.
  if (bound === null || typeof bound === 'string') throw new Error(`the server listens at ${bound}`)
  const { address, port: taken } = bound
  const isV6 = address.includes(':')
  const reached = isEveryAddress(address) ? (isV6 ? '::1' : '127.0.0.1') : address
  return `http://${isV6 ? `[${reached}]` : reached}:${taken}`
}

function explainListening(error: unknown, host: string, port: number): unknown {
  const [atHost, atPort] = [`${SETTINGS.host.name} is “${host}”`, `${SETTINGS.port.name} is ${port}`]
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new ConfigError(
        `${atPort}, which is in use at ${host}: stop the program that uses it, or choose another port.`,
      )
    case 'EACCES':
      return new ConfigError(
        `${atPort}, which this user is not allowed to listen on: choose a port from 1024 up.`,
      )
    case 'EADDRNOTAVAIL':
      return new ConfigError(
        `${atHost}, which is not an address of this machine: set it to one, such as 127.0.0.1.`,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError(
        `${atHost}, which does not resolve to an address: set it to an address of this machine, such as 127.0.0.1.`,
      )
    default:
      return error
  }
}

/**
 * Writes the server's URL for commands that use the same data directory.
 * @returns a function that deletes the file
 */
export function writeAddress(file: string, url: string): () => void {
  const line = `${url}\n`
  writeFileSync(file, line, { mode: 0o600 })
  return () => {
    // Another server may have overwritten the file.
    if (readText(file) === line) rmSync(file, { force: true })
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
