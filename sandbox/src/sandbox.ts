import formbody from '@fastify/formbody'
import Fastify from 'fastify'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { registerClientMetadataDocuments } from './client-metadata-documents.ts'
import { registerConstantContactV2 } from './constant-contact-v2/index.ts'
import { registerConstantContact } from './constant-contact/index.ts'
import { registerControl } from './control.ts'
import type { Fixtures } from './fixtures/fixtures.ts'
import { injectFaults } from './inject-faults.ts'
import { urlWithOwnIds } from './large-ids.ts'
import { registerMailchimp } from './mailchimp/index.ts'
import { registerMailup } from './mailup/index.ts'
import { recordRequests } from './record-requests.ts'
import { createRecord } from './records.ts'
import { answerFrameworkError, answerUnknownRequests } from './unknown-requests.ts'
import { createWorld, loadWorld, saveWorld, type World } from './world.ts'

export type { Fault } from './faults.ts'
export type { SandboxRequest } from './request-log.ts'

export interface SandboxOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number
  /** Address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** File that keeps the world between runs; without it, the world ends with the process. */
  readonly stateFile?: string
  /** What the sandbox has at its start and after a reset. */
  readonly fixtures?: Fixtures
  /** Whether the providers' rate limits are off. */
  readonly noLimits?: boolean
}

/** A sandbox that is running. */
export interface Sandbox extends AsyncDisposable {
  /** Its own URL, without a trailing slash; a provider's host is the first segment of the path. */
  readonly url: string
  readonly world: World
  /** Method and URL pattern of every route that sends email. */
  readonly sendingRoutes: readonly (readonly [method: string, url: string])[]
  /** Stops the server and saves the world to `stateFile`. */
  close(): Promise<void>
}

const SAVE_INTERVAL_MS = 2000
const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * Starts the sandbox. The providers' hosts are path prefixes: `https://login.mailchimp.com/oauth2/token` is
 * `<url>/login.mailchimp.com/oauth2/token`.
 *
 * @throws the system's error if the port is in use, or a SyntaxError if `stateFile` is not JSON
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { fixtures, noLimits = false } = options
  const start = { ...(fixtures && { fixtures }), noLimits }
  const world = options.stateFile ? loadWorld(options.stateFile, start) : createWorld(start)
  const server = Fastify({
    rewriteUrl(request) {
      overrideMethod(request)
      return urlWithOwnIds(world, request.url ?? '/')
    },
    forceCloseConnections: true,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 400,
      // Of a repeated parameter the last one counts, as it does in PHP.
      querystringParser: (query) => createRecord(new URLSearchParams(query)),
    },
    frameworkErrors: answerFrameworkError,
  })
  await server.register(formbody)
  answerUnknownRequests(server)
  const sendingRoutes: [string, string][] = []
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.sends) for (const name of [method].flat()) sendingRoutes.push([name, url])
  })
  recordRequests(server, world)
  injectFaults(server, world)
  await server.register(async (documents) => registerClientMetadataDocuments(documents))
  await server.register(async (control) => registerControl(control, world), { prefix: '/_sandbox' })
  await registerMailchimp(server, world)
  await registerMailup(server, world)
  await registerConstantContact(server, world)
  await registerConstantContactV2(server, world)
  server.get('/', (_request, reply) => reply.redirect('/_sandbox/'))
  await server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })

  const save = (): void => (options.stateFile ? saveWorld(world, options.stateFile) : undefined)
  const saving = setInterval(save, SAVE_INTERVAL_MS).unref()
  const close = async (): Promise<void> => {
    clearInterval(saving)
    await server.close()
    save()
  }
  const { port } = server.server.address() as AddressInfo
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    world,
    sendingRoutes,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Applies `X-HTTP-Method-Override` to a POST, before the router matches it. */
function overrideMethod(request: IncomingMessage): void {
  const method = request.headers['x-http-method-override']
  if (request.method === 'POST' && typeof method === 'string' && /^(GET|PUT|PATCH|DELETE)$/.test(method))
    request.method = method
}
