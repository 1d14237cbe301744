import { Socket } from 'node:net'

/*
 * `node --import @letterlock/sandbox/node-hosts`: connections of a Node program to the providers' hosts go to a sandbox with `--tls`, as
 * if /etc/hosts said so. For clients that ignore HTTPS_PROXY. SANDBOX_HOSTS has the hosts, separated by spaces, and SANDBOX_TLS_PORT the
 * port; `--tls` prints both.
 */

const hosts = new Set((process.env['SANDBOX_HOSTS'] ?? '').split(' '))
const port = Number(process.env['SANDBOX_TLS_PORT'])

const isMeant = (value: unknown): value is { host: string; port: number | string } =>
  typeof value === 'object' && value !== null && 'host' in value && hosts.has(String(value.host))

// All connections are created here, with options as an object or as the first item of a list.
const { connect } = Socket.prototype
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const [first] = args
  const options: unknown = Array.isArray(first) ? first[0] : first
  if (port > 0 && isMeant(options)) Object.assign(options, { host: '127.0.0.1', port })
  return Reflect.apply(connect, this, args) as Socket
}
