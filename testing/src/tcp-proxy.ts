import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A TCP proxy that can fail like a network. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /** Drops all data in both directions, also of new connections, like a firewall. */
  swallow(): void
  /** Rejects new connections and closes existing ones. */
  refuse(): void
  /** Accepts new connections again; existing ones have lost data and stay silent. */
  pass(): void
}

export async function startTcpProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<TcpProxy> {
  let mode: 'pass' | 'swallow' | 'refuse' = 'pass'
  const open = new Set<Socket>()
  const dead = new WeakSet<Socket>()
  const server = createServer((client) => {
    keep(client)
    if (mode === 'refuse') return void client.destroy()
    if (mode === 'swallow') return void dead.add(client.resume())
    const upstream = connect(target)
    keep(upstream)
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (chunk) => void (dead.has(from) || to.write(chunk)))
      from.on('close', () => void (dead.has(from) || to.destroy()))
    }
    carry(client, upstream)
    carry(upstream, client)
  })
  function keep(socket: Socket): void {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  }
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    swallow() {
      mode = 'swallow'
      for (const socket of open) dead.add(socket)
    },
    refuse() {
      mode = 'refuse'
      for (const socket of open) socket.destroy()
    },
    pass() {
      mode = 'pass'
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
