import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerErrors } from '../../kernel/answer-errors.ts'
import { readBearer } from '../../kernel/authorization-header.ts'
import { createCallsPerSecond } from '../../kernel/calls-per-second.ts'
import { createPrincipals } from '../../kernel/principals.ts'
import type { World } from '../../world.ts'
import { useAccessToken } from '../grants.ts'
import { type AccountData } from '../account-data.ts'
import { dataOf, type User } from '../state.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = createPrincipals<User>()
export const principalOf = principals.of

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request), world.clock.now().getTime())
}

/** Checks before each call: the token, the terms of service, the rate limit ("Max:5 calls per second", per account). */
export function registerGate(server: FastifyInstance, world: World): void {
  const countCall = createCallsPerSecond(world.clock)

  server.addHook('onRequest', async (request) => {
    const user = judge(world, request.headers.authorization)
    if (!user.contractSigned) throw refusals.contract()
    const { callsPerSecond } = world.mailup.switches
    const calls = countCall(user.username)
    if (calls > callsPerSecond) throw refusals.tooMany(callsPerSecond, calls)
    principals.set(request, user)
  })

  // Bodies can be any JSON value: objects, arrays, strings.
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(String(body)))
    } catch {
      done(refusals.invalid('The body is not valid JSON.'))
    }
  })
  answerErrors(server, (error, status) => {
    const unknown =
      status === 500
        ? new Refusal(500, 'Internal error', null)
        : new Refusal(status, 'The body cannot be read.', 'BadRequest')
    const refusal = error instanceof Refusal ? error : unknown
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    return { status: refusal.status, headers, body: refusal.body() }
  })
}

function judge(world: World, authorization: string | undefined): User {
  if (!authorization) throw refusals.missing()
  const token = readBearer(authorization)
  if (!token) throw refusals.malformed()
  const grant = useAccessToken(world, token)
  if (grant === 'expired') throw refusals.expired()
  const user = grant === 'unknown' ? undefined : world.mailup.users[grant.username]
  if (!user) throw refusals.unknown()
  return user
}
