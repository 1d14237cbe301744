import formbody from '@fastify/formbody'
import Fastify from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { registerClientMetadataDocuments } from './client-metadata-documents.ts'
import { registerControl } from './control.ts'
import { rewriteLinks } from './front/rewrite-links.ts'
import { injectFaults } from './inject-faults.ts'
import { urlWithOwnIds } from './large-ids.ts'
import { recordRequests } from './record-requests.ts'
import { createRecord } from './records.ts'
import { answerFrameworkError, answerUnknownRequests } from './unknown-requests.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Everything that one world answers. */
export interface App {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Method and URL pattern of every route that sends email. */
  readonly sendingRoutes: readonly (readonly [method: string, url: string])[]
  /** Whether a host is one of a provider's. */
  readonly isHost: (host: string) => boolean
  /** The providers' hosts that have one name. */
  readonly hosts: readonly string[]
  close(): Promise<void>
}

const MAX_BODY_BYTES = 8 * 1024 * 1024

/** Registers the control API and every provider, with its hosts as the first segment of the path. It does not listen. */
export async function createApp(world: SimulatedWorld): Promise<App> {
  const server = Fastify({
    rewriteUrl(request) {
      overrideMethod(request)
      return urlWithOwnIds(world, request.url ?? '/')
    },
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
  const { isHost, names } = answerUnknownRequests(server)
  const sendingRoutes: [string, string][] = []
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.sends) for (const name of [method].flat()) sendingRoutes.push([name, url])
  })
  recordRequests(server, world)
  injectFaults(server, world)
  rewriteLinks(server)
  await server.register(async (documents) => registerClientMetadataDocuments(documents))
  await server.register(async (control) => registerControl(control, world), { prefix: '/_sandbox' })
  const others = new Set(names())
  for (const provider of world.providers) await provider.register(server, world)
  server.get('/', (_request, reply) => reply.redirect('/_sandbox/'))
  await server.ready()
  return {
    handle: (request, response) => server.routing(request, response),
    sendingRoutes,
    isHost,
    hosts: names().filter((host) => !others.has(host)),
    close: () => server.close(),
  }
}

/** Applies `X-HTTP-Method-Override` to a POST, before the router matches it. */
function overrideMethod(request: IncomingMessage): void {
  const method = request.headers['x-http-method-override']
  if (request.method === 'POST' && typeof method === 'string' && /^(GET|PUT|PATCH|DELETE)$/.test(method))
    request.method = method
}
