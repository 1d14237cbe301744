import { textMember } from '../../text-member.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isStatus } from '../../fault-rules.ts'
import { answerErrors, type ErrorAnswer } from '../../kernel/answer-errors.ts'
import { createPrincipals } from '../../kernel/principals.ts'
import type { World } from '../../world.ts'
import { judgeCredential, type Principal } from '../credentials.ts'
import { dataOf } from '../data/account.ts'
import { Problem, problems } from '../problem.ts'
import type { AccountData } from '../account-data.ts'

/** Segments of the deepest path: a member's clicks in a report. */
const MAX_DEPTH = 8

const REFUSALS = {
  forbidden: problems.forbidden,
  user_disabled: problems.userDisabled,
  compliance: problems.compliance,
  old_tls: problems.oldTls,
} as const

const principals = createPrincipals<Principal>()
export const principalOf = principals.of

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request).account, world.clock.now())
}

/** Checks before each call of API 3.0: edge, credential, concurrency; and error responses. */
export function registerGate(server: FastifyInstance, world: World): void {
  const running = new Map<string, number>()

  server.addHook('onRequest', async (request, reply) => {
    const dc = textMember(request.params, 'dc') ?? ''
    const { edgeBlock } = world.mailchimp.switches
    if (isStatus(edgeBlock)) return reply.code(edgeBlock).send('')
    const principal = judgeCredential(world, request.headers.authorization, dc)
    if (principal === 'missing') throw problems.keyMissing()
    if (principal === 'invalid') throw problems.keyInvalid()
    if (principal === 'forbidden') throw problems.notPermitted()
    const { refuse } = world.mailchimp.switches
    if (refuse && Object.hasOwn(REFUSALS, refuse)) throw REFUSALS[refuse]()
    if (new URL(request.url, 'http://x').pathname.split('/').length - 3 > MAX_DEPTH) throw problems.tooDeep()
    const override = request.headers['x-http-method-override']
    if (request.method === 'POST' && override !== undefined && override !== 'POST')
      throw problems.invalidOverride()
    principals.set(request, principal)
    const { username } = principal.user
    const count = (running.get(username) ?? 0) + 1
    if (count > world.mailchimp.switches.simultaneousCalls) throw problems.tooManyConnections()
    running.set(username, count)
    reply.raw.once('close', () => running.set(username, (running.get(username) ?? 1) - 1))
    return undefined
  })

  answerErrors(server, (error, status, request) => problemAnswer(world, error, status, request))
  // Bodies are JSON, whatever their media type, because curl sends that of a form by default.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(problems.brokenJson())
    }
  })
}

function problemAnswer(world: World, error: unknown, status: number, request: FastifyRequest): ErrorAnswer {
  const unknown =
    status === 500
      ? new Problem(500, 'Internal Server Error', 'An unexpected internal error occurred.')
      : new Problem(status, 'Bad Request', 'The request cannot be read.')
  const problem = error instanceof Problem ? error : unknown
  const dc = textMember(request.params, 'dc') ?? 'us1'
  return { status: problem.status, ...problem.answer(dc, world.mailchimp.switches.problemWithoutType) }
}
