import { debianProgram } from './debian-program.ts'
import { startProxy } from './running-proxy.ts'

const PLACES = ['/usr/bin/caddy', '/usr/local/bin/caddy', '/opt/homebrew/bin/caddy']

/** Caddy with these directives for one site, without TLS; undefined if there is none and none can be installed. */
export async function startCaddy({
  port,
  directives,
}: {
  readonly port: number
  readonly directives: string
}): Promise<AsyncDisposable | undefined> {
  const path = debianProgram(PLACES, 'caddy')
  if (path === undefined) return undefined
  const configuration = `{
    admin off
  }
  http://127.0.0.1:${port} {
    bind 127.0.0.1
    ${directives}
  }`
  return startProxy(port, configuration, (folder, file) => ({
    path,
    args: ['run', '--config', file, '--adapter', 'caddyfile'],
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stopSignal: 'SIGTERM',
  }))
}
