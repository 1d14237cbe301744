import type { FastifyInstance } from 'fastify'
import { html, page } from '../../src/html.ts'
import { registerAuthorizationPages } from '../../src/kernel/authorization-pages.ts'
import { readBasic } from '../../src/kernel/authorization-header.ts'
import { randomHex } from '../../src/random-values.ts'
import { errorNote, signInFields } from '../../src/sign-in-fields.ts'
import type { World } from '../../src/world.ts'
import { LOOK } from './look.ts'
import type { PostboxApp } from './provider.ts'

interface Asked {
  readonly app: PostboxApp
  readonly state: string | undefined
}

export function registerAuthorization(server: FastifyInstance, world: World): void {
  const begin = registerAuthorizationPages<Asked>(server, {
    users: () => world.postbox.users,
    signInPage: (transaction, { app }, error) =>
      page(
        { ...LOOK, title: 'Sign in' },
        html`<h1>${app.name}</h1>
          ${errorNote(error)}
          <form method="post" action="login">
            <input type="hidden" name="transaction" value="${transaction}" />
            ${signInFields({ label: 'Name', usernames: Object.keys(world.postbox.users) })}<button>
              Sign in
            </button>
          </form>`,
      ),
    wrongPassword: 'Wrong.',
    consentPage: (transaction, { app }) =>
      page(
        { ...LOOK, title: 'Allow' },
        html`<h1>${app.name} wants to use your account</h1>
          <form method="post" action="consent">
            <input type="hidden" name="transaction" value="${transaction}" />
            <button name="decision" value="allow">Allow</button>
          </form>`,
      ),
    outOfDatePage: () => page({ ...LOOK, title: 'Error' }, html`<h1>Out of date</h1>`),
    finish({ app, state = '' }, username, allowed) {
      const code = randomHex(16)
      if (allowed) world.postbox.codes[code] = username
      const answer = allowed ? { code, state } : { error: 'access_denied', state }
      return `${app.redirectUri}?${new URLSearchParams(answer).toString()}`
    },
  })

  server.get<{ Querystring: Record<string, string> }>('/authorize', (request, reply) => {
    const app = world.postbox.apps[request.query['client_id'] ?? '']
    return app ? begin({ app, state: request.query['state'] }, reply) : reply.code(400).send('unknown app')
  })
  server.post<{ Body: Record<string, string> | null }>('/token', (request, reply) => {
    const { id = '', secret } = readBasic(request.headers.authorization) ?? {}
    const { code = '' } = request.body ?? {}
    const username = world.postbox.codes[code]
    if (username === undefined || world.postbox.apps[id]?.clientSecret !== secret)
      return reply.code(400).send({ error: 'invalid_grant' })
    delete world.postbox.codes[code]
    const access_token = randomHex(32)
    world.postbox.tokens[access_token] = username
    return { access_token, token_type: 'Bearer' }
  })
}
