import { once } from 'node:events'
import type { Fixtures } from './read-fixtures.ts'
import { createFront } from './front/front.ts'
import { createWorlds } from './front/worlds.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import type { startTls, StartTls, TlsFacts } from './tls/start-tls.ts'
import { portOf } from './port-of.ts'
import { lockState } from './lock-state.ts'
import { saveWhileUsed } from './save-while-used.ts'
import { loadWorld, saveWorld } from './saved-world.ts'
import { createWorld, type SimulatedWorld, type WorldStart } from './simulated-world.ts'

export type { Fault } from './faults.ts'
export type { SandboxRequest } from './recorded-exchange.ts'

export interface SandboxOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number
  /** Address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** A file that stores the world between runs. By default, the world ends with the process. */
  readonly stateFile?: string
  /**
   * The simulated providers; all of the sandbox by default.
   * @internal The published types leave it out: they would need those of Fastify.
   */
  readonly providers?: readonly SimulatedProvider[]
  /** The contents at the start and after a reset. */
  readonly fixtures?: Fixtures
  /** Whether the providers' rate limits are disabled. */
  readonly noLimits?: boolean
  /** Whether requests may name a world of their own, with `Sandbox-World: NAME` or `NAME.localhost`. */
  readonly worlds?: boolean
  /** Public host names of the sandbox, such as that of a proxy. The control API is served under no other public name. */
  readonly allowedHosts?: readonly string[]
  /** Serves the providers' own host names, too, with a certificate authority of its own. */
  readonly tls?: TlsOptions | boolean
}

export interface TlsOptions {
  /** Port of encrypted connections without a proxy; 0, the default, takes a free one. */
  readonly port?: number
  /** Where the authority's certificate is written; a new file in the system's temporary folder by default. */
  readonly certificateFile?: string
}

/** A sandbox that is running. */
export interface Sandbox extends AsyncDisposable {
  /** Its own URL, without a trailing slash; a provider's host is the first segment of the path. */
  readonly url: string
  /** The default world. */
  readonly world: SimulatedWorld
  /** Method and URL pattern of every route that sends email. */
  sendingRoutes(): Promise<readonly (readonly [method: string, url: string])[]>
  /** The providers' hosts. */
  readonly hosts: readonly string[]
  /** Settings for programs that use the providers' own host names. */
  readonly tls?: TlsFacts
  /** Stops the server and saves the default world to `stateFile`. @throws Error that names the file if it cannot be saved */
  close(): Promise<void>
}

/**
 * Starts the sandbox. The providers' hosts are path prefixes: `https://login.mailchimp.com/oauth2/token` is
 * `<url>/login.mailchimp.com/oauth2/token`.
 *
 * @throws the system's error if the port is in use, or an Error that names `stateFile` if it is damaged, or if another sandbox uses it
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { fixtures, providers, noLimits = false, stateFile } = options
  const start = { ...(fixtures && { fixtures }), ...(providers && { providers }), noLimits }
  const unlock = stateFile ? await lockState(stateFile) : () => undefined
  try {
    return await open(options, start, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function open(
  { stateFile, host = '127.0.0.1', ...options }: SandboxOptions,
  start: WorldStart,
  unlock: () => void,
): Promise<Sandbox> {
  const world = stateFile ? loadWorld(stateFile, start) : createWorld(start)
  const worlds = await createWorlds(world, start)
  let certificate: string | undefined
  const front = createFront(worlds, {
    hasNamedWorlds: options.worlds ?? false,
    certificate: () => certificate,
    allowedHosts: [host, ...(options.allowedHosts ?? [])],
  })
  // The certificate exists before the sandbox listens.
  const secure = options.tls ? await startSecure({ front, host, ...Object(options.tls) }) : undefined
  certificate = secure?.certificate
  front.listen(options.port ?? 0, host)
  try {
    await once(front, 'listening')
  } catch (error) {
    await secure?.close()
    throw error
  }
  const port = portOf(front)
  // The unspecified address cannot be called.
  const url = `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`

  const save = (): void => (stateFile ? saveWorld(world, stateFile) : undefined)
  const stopSaving = stateFile ? saveWhileUsed(front, save) : () => undefined
  const close = async (): Promise<void> => {
    stopSaving()
    const closed = front.listening ? once(front, 'close') : undefined
    front.close()
    front.closeAllConnections()
    await Promise.all([closed, secure?.close(), worlds.close()])
    try {
      save()
    } finally {
      unlock()
    }
  }
  return {
    url,
    world,
    hosts: world.providers.flatMap(({ hosts, patternHosts }) => [
      ...hosts.filter((one) => typeof one === 'string'),
      ...(patternHosts?.(world) ?? []),
    ]),
    sendingRoutes: worlds.standard.sendingRoutes,
    ...(secure && { tls: secure.factsOf(url) }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Loaded on demand: most sandboxes have no certificates. */
async function startSecure(options: StartTls): ReturnType<typeof startTls> {
  return (await import('./tls/start-tls.ts')).startTls(options)
}
