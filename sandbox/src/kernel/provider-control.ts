import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import type { NewApp, SimulatedProvider } from './simulated-provider.ts'

/** The part of the control API that every provider has, below `/_sandbox/ID`: what a test can do without the pages. */
export function registerProviderControl(
  server: FastifyInstance,
  world: World,
  provider: SimulatedProvider,
): void {
  server.get('/apps', () => provider.apps(world))
  server.post<{ Body: NewApp | null }>('/apps', (request, reply) => {
    const app = request.body ?? {}
    const { ownerUsername } = app
    if (
      ownerUsername !== undefined &&
      !provider.users(world).some(({ username }) => username === ownerUsername)
    )
      return reply.code(404).send({ error: `"ownerUsername": ${provider.title} has no such user.` })
    return provider.registerApp(world, app)
  })
  server.patch<{ Params: { clientId: string }; Body: object | null }>('/apps/:clientId', (request, reply) => {
    const changed = provider.changeApp?.(world, request.params.clientId, request.body ?? {})
    return (
      changed ?? reply.code(404).send({ error: 'There is no such app, or nothing of it can be changed.' })
    )
  })

  server.get('/users', () => provider.users(world))
  if (provider.addUser)
    server.post<{ Body: object | null }>('/users', (request) => provider.addUser?.(world, request.body ?? {}))

  server.post<{ Body: { username?: string; clientId?: string } | null }>('/revoke', (request, reply) => {
    const { username, clientId } = request.body ?? {}
    if (username === undefined) return reply.code(400).send({ error: '"username" is missing.' })
    return { revoked: provider.revoke(world, username, clientId) }
  })

  server.get('/switches', () => provider.switches(world))
  server.patch<{ Body: object | null }>('/switches', (request, reply) => {
    const switches = provider.switches(world)
    const unknown = Object.keys(request.body ?? {}).filter((name) => !(name in switches))
    if (unknown.length > 0)
      return reply.code(400).send({
        error: `There is no switch ${unknown.join(', ')}. There are: ${Object.keys(switches).join(', ')}.`,
      })
    return Object.assign(switches, request.body)
  })
  provider.registerControl?.(server, world)
}
