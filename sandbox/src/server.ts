import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './calls.ts'
import { registerAssistants } from './assistants.ts'
import { registerControl } from './control.ts'
import type { Fault } from './faults.ts'
import { constantContact } from './constant-contact/index.ts'
import { constantContactV2 } from './constant-contact-v2/index.ts'
import { mailchimp } from './mailchimp/index.ts'
import { mailup } from './mailup/index.ts'
import { createWorld, loadWorld, saveWorld, type World } from './world.ts'

export type { Fault } from './faults.ts'

export interface SandboxOptions {
  /** 0 takes a free port. */
  readonly port?: number
  readonly host?: string
  /** Where the world is kept between runs; without it, it is forgotten. */
  readonly stateFile?: string
}

export interface Sandbox extends AsyncDisposable {
  readonly url: string
  readonly world: World
  /** Method and address of every operation that sends e-mail, as the router knows them. */
  readonly sendingRoutes: readonly (readonly [method: string, url: string])[]
  close(): Promise<void>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation sends e-mail. */
    sends?: boolean
  }
}

const SAVE_EVERY_MS = 2000

/** Starts the sandbox: real hosts as path prefixes (`/login.mailchimp.com/oauth2/token`). */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = options.stateFile ? loadWorld(options.stateFile) : createWorld()
  const server = Fastify({
    rewriteUrl: overrideMethod,
    forceCloseConnections: true,
    bodyLimit: 8 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 400 },
  })
  await server.register(formbody)
  const sendingRoutes: [string, string][] = []
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.sends) for (const name of [method].flat()) sendingRoutes.push([name, url])
  })
  imitateTrouble(server, world)
  await server.register(async (documents) => registerAssistants(documents))
  await server.register(async (control) => registerControl(control, world), { prefix: '/_sandbox' })
  await mailchimp(server, world)
  await mailup(server, world)
  await constantContact(server, world)
  await constantContactV2(server, world)
  server.get('/', (_request, reply) => reply.redirect('/_sandbox/'))
  await server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })

  const save = (): void => (options.stateFile ? saveWorld(world, options.stateFile) : undefined)
  const saving = setInterval(save, SAVE_EVERY_MS).unref()
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

/** `X-HTTP-Method-Override` on a POST; it must take effect before the router looks. */
function overrideMethod(request: IncomingMessage): string {
  const wanted = request.headers['x-http-method-override']
  if (request.method === 'POST' && typeof wanted === 'string' && /^(GET|PUT|PATCH|DELETE)$/.test(wanted))
    request.method = wanted
  return request.url ?? '/'
}

const calls = new WeakMap<FastifyRequest, Call>()
const strikes = new WeakMap<FastifyRequest, Fault>()

/** Notes every call to a platform, and lets the injected faults strike. */
function imitateTrouble(server: FastifyInstance, world: World): void {
  server.addHook('onRequest', async (request) => {
    const { host, path } = splitTarget(request.url)
    if (host === '_sandbox') return
    const { method, headers, routeOptions } = request
    const call = {
      at: world.clock.now().toISOString(),
      method,
      host,
      path,
      headers: Object.keys(headers),
      sends: routeOptions.config.sends === true,
      status: 0,
    }
    calls.set(request, world.calls.record(call))
  })
  server.addHook('onResponse', async (request, reply) => {
    const call = calls.get(request)
    if (call) call.status = reply.statusCode
  })
  server.addHook('preHandler', async (request, reply) => {
    const { host, path } = splitTarget(request.url)
    const fault =
      host === '_sandbox' ? undefined : world.faults.strike({ method: request.method, host, path })
    if (fault) {
      strikes.set(request, fault)
      await strikeBefore(fault, reply)
    }
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const fault = strikes.get(request)
    return fault ? strikeAfter(fault, reply, payload) : payload
  })
}

function splitTarget(url: string): { host: string; path: string } {
  const [, host = '', path = '/'] = /^\/([^/?]*)(\/[^?]*)?/.exec(url) ?? []
  return { host, path }
}

/** Faults that strike before the work is done. */
async function strikeBefore(fault: Fault, reply: FastifyReply): Promise<void> {
  if (fault.kind === 'reset') {
    reply.hijack()
    reply.raw.destroy()
  }
  if (fault.kind === 'timeout') {
    reply.hijack()
    if (fault.delayMs) setTimeout(() => reply.raw.destroy(), fault.delayMs).unref()
  }
  if (fault.kind === 'status') {
    if (fault.retryAfter) reply.header('retry-after', fault.retryAfter)
    await reply.code(fault.status ?? 503).send('')
  }
}

/** Faults that spoil the answer after the work was done. */
async function strikeAfter(fault: Fault, reply: FastifyReply, payload: unknown): Promise<unknown> {
  switch (fault.kind) {
    case 'slow-body':
      await sleep(fault.delayMs ?? 1000)
      return payload
    case 'broken-json':
      return String(payload).slice(0, -2)
    case 'html':
      reply.type('text/html')
      return '<!doctype html><title>Be right back</title><h1>We are down for maintenance</h1>'
    case 'huge-body':
      return JSON.stringify({ padding: 'x'.repeat(1024 * 1024), access_token: 'too-big' })
    case 'replace-body':
      if (fault.contentType) reply.type(fault.contentType)
      return fault.body ?? ''
    case 'lost-answer':
      reply.hijack()
      reply.raw.destroy()
      return ''
    default:
      return payload
  }
}
