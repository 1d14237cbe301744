import type { FastifyInstance } from 'fastify'
import { answerErrors } from '../../src/kernel/answer-errors.ts'
import { readBearer } from '../../src/kernel/authorization-header.ts'
import { createCallsPerSecond } from '../../src/kernel/calls-per-second.ts'
import { cursorPage } from '../../src/kernel/cursor-page.ts'
import { createPrincipals } from '../../src/kernel/principals.ts'
import type { World } from '../../src/world.ts'

class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const LETTERS = ['Alpha', 'Beta', 'Gamma']

export function registerApi(server: FastifyInstance, world: World): void {
  const principals = createPrincipals<string>()
  const countCall = createCallsPerSecond(world.clock)
  server.addHook('onRequest', async (request) => {
    const username = world.postbox.tokens[readBearer(request.headers.authorization) ?? '']
    if (username === undefined) throw new Refusal(401, 'no token')
    if (countCall(username) > world.postbox.switches.callsPerSecond) throw new Refusal(429, 'slower')
    principals.set(request, username)
  })
  answerErrors(server, (error, status) =>
    error instanceof Refusal
      ? { status: error.status, body: JSON.stringify({ oops: error.message }) }
      : { status, body: JSON.stringify({ oops: 'unreadable' }) },
  )
  server.get<{ Querystring: { after?: string } }>('/letters', (request) => ({
    of: principals.of(request),
    ...cursorPage(LETTERS, { limit: 2, cursor: request.query.after }),
  }))
  server.post('/letters', () => ({ sent: true }))
}
