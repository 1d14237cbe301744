import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { registerClientMetadataDocuments } from './client-metadata-documents.ts'
import { registerControl } from './control.ts'
import { rewriteLinks } from './front/rewrite-links.ts'
import { hostAndPath } from './host-and-path.ts'
import { identifyResponses } from './identify-responses.ts'
import { injectFaults } from './inject-faults.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import { urlWithOwnIds } from './large-ids.ts'
import { providerOfHost } from './provider-of-host.ts'
import { recordRequests, recordResponses } from './record-requests.ts'
import { createRecord } from './records.ts'
import { answerFrameworkError, answerServerError, answerUnknownRequests } from './unknown-requests.ts'
import { tameBodies } from './tame-bodies.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** Method and URL pattern of a route. */
type Route = readonly [method: string, url: string]

/** The application of one world. */
export interface App {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Every route that sends email. Loads all providers. */
  sendingRoutes(): Promise<readonly Route[]>
  /** Whether a host is one of a provider's. */
  readonly isHost: (host: string) => boolean
  close(): Promise<void>
}

interface Part {
  readonly server: FastifyInstance
  readonly sendingRoutes: readonly Route[]
}

const MAX_BODY_BYTES = 8 * 1024 * 1024

const refuseSchemas = (): never => {
  throw new Error('A route of the sandbox has no schema: the provider’s specification judges its requests.')
}
/** Without this, the framework loads its schema compiler, which is larger than the framework. */
const NO_SCHEMAS = { compilersFactory: { buildValidator: refuseSchemas, buildSerializer: refuseSchemas } }

/**
 * Creates the control API, and a server for each provider, which is loaded at the first request to one of its hosts, because most
 * programs use one provider. Does not listen.
 */
export async function createApp(world: SimulatedWorld): Promise<App> {
  const own = await createPart(world, async (server) => {
    await server.register(async (documents) => registerClientMetadataDocuments(documents))
    await server.register(async (control) => registerControl(control, world), { prefix: '/_sandbox' })
    server.get('/', (_request, reply) => reply.redirect('/_sandbox/'))
  })
  const loading = new Map<SimulatedProvider, Promise<Part>>()
  const loaded = new Map<SimulatedProvider, Part>()
  const loadOnce = async (provider: SimulatedProvider): Promise<Part> => {
    try {
      const part = await createPart(world, async (server) => provider.register(server, world), provider)
      loaded.set(provider, part)
      return part
    } catch (error) {
      // Retried by the next request.
      loading.delete(provider)
      throw error
    }
  }
  const load = (provider: SimulatedProvider): Promise<Part> => {
    const part = loading.get(provider) ?? loadOnce(provider)
    loading.set(provider, part)
    return part
  }
  const byHost = createHostFinder(world.providers)

  return {
    handle: (request, response) => {
      const provider = byHost(hostAndPath(request.url ?? '/').host)
      const part = provider ? loaded.get(provider) : own
      if (part) part.server.routing(request, response)
      else if (provider)
        load(provider).then(
          ({ server }) => server.routing(request, response),
          (error: unknown) => answerServerError(response, error),
        )
    },
    sendingRoutes: async () =>
      (await Promise.all(world.providers.map(load))).flatMap((part) => part.sendingRoutes),
    isHost: (host) => byHost(host) !== undefined,
    close: async () => {
      const parts = [own, ...(await Promise.all(loading.values()))]
      await Promise.all(parts.map(({ server }) => server.close()))
    },
  }
}

/** Cached, because every request asks. */
function createHostFinder(
  providers: readonly SimulatedProvider[],
): (host: string) => SimulatedProvider | undefined {
  const known = new Map<string, SimulatedProvider>()
  return (host) => {
    const found = known.get(host) ?? providerOfHost(providers, host)
    if (found) known.set(host, found)
    return found
  }
}

async function createPart(
  world: SimulatedWorld,
  register: (server: FastifyInstance) => Promise<void>,
  provider?: SimulatedProvider,
): Promise<Part> {
  const server = Fastify({
    rewriteUrl(request) {
      overrideMethod(request)
      return urlWithOwnIds(world, request.url ?? '/')
    },
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 400,
      // Skips the safety check of our own regular expressions, which takes a tenth of the load time of a provider.
      allowUnsafeRegex: true,
      // The last of repeated parameters counts, as in PHP.
      querystringParser: (query) => createRecord(new URLSearchParams(query)),
    },
    frameworkErrors: answerFrameworkError,
    schemaController: NO_SCHEMAS,
  })
  await server.register(formbody)
  answerUnknownRequests(server)
  const sendingRoutes: Route[] = []
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.sends) for (const name of [method].flat()) sendingRoutes.push([name, url])
  })
  tameBodies(server)
  recordRequests(server, world, provider)
  injectFaults(server, world)
  rewriteLinks(server)
  if (provider) identifyResponses(server)
  recordResponses(server, world)
  await register(server)
  await server.ready()
  return { server, sendingRoutes }
}

/** Applies `X-HTTP-Method-Override` to a POST, before the router matches it. */
function overrideMethod(request: IncomingMessage): void {
  const method = request.headers['x-http-method-override']
  if (request.method === 'POST' && typeof method === 'string' && /^(GET|PUT|PATCH|DELETE)$/.test(method))
    request.method = method
}
