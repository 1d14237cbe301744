import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { HubError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { createRateLimit, type RateLimit } from '../rate-limit.ts'
import { headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { newSetUp } from '../schemas.ts'

/** What a browser may ask for below `/auth`; the rest of what the library could do is not there. */
const ASKED = [
  ['POST', 'sign-in/email'],
  ['POST', 'sign-out'],
  ['GET', 'list-sessions'],
  ['POST', 'revoke-session'],
  ['POST', 'revoke-other-sessions'],
  ['POST', 'change-password'],
] as const

const GUESSES_PER_MINUTE = 10

/** Signing in and out, the own sessions, and the first set-up. Needs no caller. */
export function peopleRoutes({ ports, people, rateLimit }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    const guesses = createRateLimit(GUESSES_PER_MINUTE)
    server.addHook('onRequest', async (request) => rateLimit.count(request.ip))

    server.post('/v1/set-up', { schema: { hide: true, body: newSetUp } }, async (request, reply) => {
      const { token, ...person } = request.body
      const workspace = await ports.store.workspaces.first()
      if (!workspace) throw new HubError('internal', { detail: 'there is no workspace' })
      await people.setUp.finish(new Secret(token), workspace.id, person)
      return reply.code(204).send()
    })

    await server.register(async (auth) => {
      auth.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
        done(null, body),
      )
      for (const [method, path] of ASKED)
        auth.route({
          method,
          url: `/auth/${path}`,
          schema: { hide: true },
          async handler(request, reply) {
            const headers = headersOf(request)
            headers.set('x-letterlock-address', request.ip)
            const body = typeof request.body === 'string' ? { body: request.body } : {}
            if (path === 'sign-in/email') countGuess(guesses, request.ip, body.body)
            const address = new URL(request.raw.url ?? '/', ports.publicUrl)
            return answer(reply, await people.handle(new Request(address, { method, headers, ...body })))
          },
        })
    })
  }
}

/** Many guesses from one place, and many from everywhere at one person. @throws HubError rate_limited */
function countGuess(guesses: RateLimit, address: string, body = ''): void {
  const { email = '' } = readObject(body)
  guesses.count(`from ${address}`)
  guesses.count(`at ${email.toLowerCase()}`)
}

/** As it is, but for refusals: they are told like all others. */
async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const text = await response.text()
  if (response.status >= 400) throw refusal(response.status, text)
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  return reply
    .code(response.status)
    .header('cache-control', 'no-store')
    .type('application/json')
    .serializer(String)
    .send(text)
}

function refusal(status: number, text: string): HubError {
  const { code = '', message = '' } = readObject(text)
  const detail = `accounts: ${status} ${code}`
  if (status === 429) return new HubError('rate_limited', { detail })
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'INVALID_PASSWORD')
    return new HubError('sign_in_refused', { detail })
  if (status === 401) return new HubError('not_signed_in', { detail })
  if (status === 403) return new HubError('cross_origin_refused', { detail })
  if (status >= 500) return new HubError('internal', { detail })
  return new HubError('invalid_request', {
    detail,
    facts: { problem: message || 'the request is not complete' },
  })
}

function readObject(text: string): { code?: string; message?: string; email?: string } {
  try {
    return JSON.parse(text) as { code?: string; message?: string; email?: string }
  } catch {
    return {}
  }
}
