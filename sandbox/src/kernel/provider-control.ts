import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { judgeControlBody, judgeSwitches } from './judge-control-body.ts'
import type { NewApp, SimulatedProvider } from './simulated-provider.ts'

/** The control API of every provider, below `/_sandbox/ID`. */
export function registerProviderControl(
  server: FastifyInstance,
  world: World,
  provider: SimulatedProvider,
): void {
  server.addHook('preHandler', async (request, reply) => {
    request.body ??= {}
    const isSwitches = request.routeOptions.url?.endsWith('/switches')
    const problem = isSwitches
      ? judgeSwitches(request.body, provider.switches(world))
      : judgeControlBody(request.body)
    if (problem) return reply.code(400).send({ error: problem })
    return undefined
  })

  server.get('/apps', () => provider.apps(world))
  server.post<{ Body: NewApp }>('/apps', (request, reply) => {
    const app = request.body
    const { ownerUsername } = app
    if (
      ownerUsername !== undefined &&
      !provider.users(world).some(({ username }) => username === ownerUsername)
    )
      return reply.code(404).send({ error: `"ownerUsername": ${provider.title} has no such user.` })
    return provider.registerApp(world, app)
  })
  server.patch<{ Params: { clientId: string }; Body: Readonly<Record<string, unknown>> }>(
    '/apps/:clientId',
    (request, reply) => {
      const changed = provider.changeApp?.(world, request.params.clientId, request.body)
      return (
        changed ?? reply.code(404).send({ error: 'There is no such app, or nothing of it can be changed.' })
      )
    },
  )

  server.get('/users', () => provider.users(world))
  if (provider.addUser)
    server.post<{ Body: { username?: string; password?: string } }>('/users', (request, reply) => {
      const { username = '', password = '' } = request.body
      if (username === '' || password === '')
        return reply.code(400).send({ error: '"username" and "password" are needed.' })
      return provider.addUser?.(world, request.body)
    })

  server.post<{ Body: { username?: string; clientId?: string } }>('/revoke', (request, reply) => {
    const { username, clientId } = request.body
    if (username === undefined) return reply.code(400).send({ error: '"username" is missing.' })
    return { revoked: provider.revoke(world, username, clientId) }
  })

  server.get('/switches', () => provider.switches(world))
  server.patch<{ Body: Readonly<Record<string, unknown>> }>('/switches', (request) =>
    Object.assign(provider.switches(world), request.body),
  )
  provider.registerControl?.(server, world)
}
