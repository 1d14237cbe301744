import type { FastifyInstance } from 'fastify'
import { moveClock, registerClockControl } from './clock-control.ts'
import { registerBrowserFiles } from './control-page/browser-files.ts'
import { controlPage, type Shown } from './control-page/control-page.ts'
import { nameCredentials } from './name-credentials.ts'
import { isStatus, problemOf, readRule } from './fault-rules.ts'
import { FAULT_KINDS, type Fault } from './faults.ts'
import { registerProviderControl } from './kernel/provider-control.ts'
import { textsIn } from './texts-in.ts'
import { exportState, importState } from './saved-world.ts'
import { resetWorld, type SimulatedWorld } from './simulated-world.ts'
import { reasonOf } from './reason-of.ts'

const MAX_STATE_BYTES = 256 * 1024 * 1024

/** Content-Security-Policy of the page, which shows untrusted data. Its style is inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Registers the control API (JSON below `/_sandbox/`) and its page: clock, faults, recorded requests, reset. */
export function registerControl(server: FastifyInstance, world: SimulatedWorld): void {
  registerClockControl(server, world)

  registerFaults(server, world)
  server.get<{ Querystring: { host?: string; path?: string; search?: string; limit?: string } }>(
    '/requests',
    ({ query: { limit, ...filter } }, reply) => {
      const found = world.requests.list(filter)
      reply.header('sandbox-requests', found.length)
      return found.slice(-Math.max(1, Number(limit) || found.length))
    },
  )
  server.get<{ Params: { id: string } }>('/requests/:id', (request, reply) => {
    const exchange = world.requests.exchange(Number(request.params.id))
    if (exchange) return { ...exchange, credentials: nameCredentials(world, exchange) }
    return reply.code(404).send({ error: 'This request is no longer kept: only the newest 4 MB are.' })
  })
  server.get('/not-implemented', () => world.requests.notImplemented.list())
  server.delete('/requests', (_request, reply) => {
    world.requests.clear()
    return reply.code(204).send()
  })

  server.post('/reset', (_request, reply) => {
    resetWorld(world)
    return reply.code(204).send()
  })

  server.get('/state', (_request, reply) => reply.type('application/json').send(exportState(world)))
  void server.register(async (part) => registerImport(part, world))

  for (const provider of world.providers)
    void server.register(async (part) => registerProviderControl(part, world, provider), {
      prefix: `/${provider.id}`,
    })

  registerBrowserFiles(server)
  server.get<{ Querystring: Shown }>('/', ({ query }, reply) =>
    reply.type('text/html').header('content-security-policy', POLICY).send(controlPage(world, query)),
  )
  server.post<{ Body: Record<string, string> | null; Querystring: Shown }>('/', ({ body, query }, reply) => {
    const form = textsIn(body)
    const done = submit(world, form)
    const { username = '' } = form
    const { tab } = query
    const shown = new URLSearchParams({ ...(tab && { tab }), done, ...(username && { username }) })
    return reply.redirect(`/_sandbox/?${shown.toString()}`)
  })
}

/** A state may be larger than other bodies, and contain member names that are rejected elsewhere. */
function registerImport(server: FastifyInstance, world: SimulatedWorld): void {
  server.removeAllContentTypeParsers()
  const options = { parseAs: 'string', bodyLimit: MAX_STATE_BYTES } as const
  server.addContentTypeParser('*', options, (_request, body, done) => done(null, body))
  server.put('/state', { bodyLimit: MAX_STATE_BYTES }, (request, reply) => {
    try {
      importState(world, String(request.body))
    } catch (error) {
      const reason = reasonOf(error)
      return reply.code(400).send({
        error: `The body must be what GET /_sandbox/state returned (${reason}). To write a state by hand, use fixtures.`,
      })
    }
    return reply.code(204).send()
  })
}

function registerFaults(server: FastifyInstance, world: SimulatedWorld): void {
  server.get('/faults', () => world.faults.list())
  server.post<{ Body: Omit<Fault, 'id'> | null }>('/faults', (request, reply) => {
    if (!request.body || !FAULT_KINDS.includes(request.body.kind))
      return reply.code(400).send({ error: `"kind" must be one of: ${FAULT_KINDS.join(', ')}.` })
    const problem = problemOf(request.body)
    if (problem) return reply.code(400).send({ error: problem })
    return reply.code(201).send(world.faults.add(request.body))
  })
  server.patch<{ Params: { id: string }; Body: { disabled?: unknown } | null }>(
    '/faults/:id',
    (request, reply) => {
      const { disabled } = request.body ?? {}
      if (typeof disabled !== 'boolean')
        return reply.code(400).send({ error: '"disabled" must be true or false.' })
      const fault = world.faults.change(request.params.id, { disabled })
      return fault ?? reply.code(404).send({ error: 'There is no such fault.' })
    },
  )
  server.delete<{ Querystring: { id?: string } }>('/faults', (request, reply) => {
    world.faults.clear(request.query.id)
    return reply.code(204).send()
  })
}

/** Performs the action of a button on the control page, and returns it; empty if nothing was done. */
function submit(world: SimulatedWorld, form: Record<string, string>): string {
  const { action = '', seconds, username, host, path, status } = form
  if (action === 'clock' && !moveClock(world, { advanceSeconds: Number(seconds) || 0 })) return ''
  if (action === 'reset') resetWorld(world)
  if (action === 'revoke' && username)
    for (const provider of world.providers) provider.revoke(world, username)
  if (action === 'answer')
    world.faults.add({
      kind: 'answer',
      ...(form['method'] && { method: form['method'] }),
      ...(host && { host }),
      ...(path && { path }),
      status: isStatus(Number(status)) ? Number(status) : 200,
      body: form['body'] ?? '',
    })
  if (action === 'clear-faults') world.faults.clear()
  if (action === 'remove-fault') world.faults.clear(form['id'])
  if (action === 'switch-fault') switchFault(world, form['id'])
  const read = action === 'fault' ? readRule(form) : undefined
  const rule = read && !problemOf(read) ? read : undefined
  if (rule) world.faults.add(rule)
  return action === 'fault' && !rule ? '' : action
}

function switchFault({ faults }: SimulatedWorld, id: string | undefined): void {
  const fault = faults.list().find((one) => one.id === id)
  if (fault) faults.change(fault.id, { disabled: !fault.disabled })
}
