import type { FastifyInstance, FastifyRequest } from 'fastify'
import { frameworkStatus } from '../../unknown-requests.ts'
import type { World } from '../../world.ts'
import { useAccessToken } from '../grants.ts'
import { type AccountData } from '../account-data.ts'
import { dataOf, type User } from '../state.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = new WeakMap<FastifyRequest, User>()

export function principalOf(request: FastifyRequest): User {
  const principal = principals.get(request)
  if (!principal) throw new Error('a route of the API stands outside the gate')
  return principal
}

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request), world.clock.now().getTime())
}

/** What stands before every call: the token, the contract, the rate ("Max:5 calls per second", for each account). */
export function registerGate(server: FastifyInstance, world: World): void {
  const latest = new Map<string, number[]>()

  server.addHook('onRequest', async (request) => {
    const user = judge(world, request.headers.authorization)
    if (!user.contractSigned) throw refusals.contract()
    const { callsPerSecond } = world.mailup.switches
    const now = world.clock.monotonicNow()
    const calls = (latest.get(user.username) ?? []).filter((at) => at > now - 1000)
    latest.set(user.username, [...calls, now])
    if (calls.length >= callsPerSecond) throw refusals.tooMany(callsPerSecond, calls.length + 1)
    principals.set(request, user)
  })

  // Bodies can be any JSON value: objects, arrays, strings.
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(body as string))
    } catch {
      done(refusals.invalid('The body is not valid JSON.'))
    }
  })
  server.setErrorHandler((error, request, reply) => {
    const framework = frameworkStatus(error)
    const unknown = framework
      ? new Refusal(framework, 'The body cannot be read.', 'BadRequest')
      : new Refusal(500, 'Internal error', null)
    const refusal = error instanceof Refusal ? error : unknown
    if (refusal.status === 500) request.log.error(error)
    return reply
      .code(refusal.status)
      .type('application/json; charset=utf-8')
      .serializer(String)
      .send(refusal.body())
  })
}

function judge(world: World, authorization: string | undefined): User {
  if (!authorization) throw refusals.missing()
  const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? []
  if (!token) throw refusals.malformed()
  const grant = useAccessToken(world, token)
  if (grant === 'expired') throw refusals.expired()
  const user = grant === 'unknown' ? undefined : world.mailup.users[grant.username]
  if (!user) throw refusals.unknown()
  return user
}
