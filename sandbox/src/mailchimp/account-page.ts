import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import type { PortalSession } from '../kernel/portal-sign-in.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { ADMIN_HOST, mailchimpPage } from './page-layout.ts'

const HOME = `/${ADMIN_HOST}/account/api/`

/** Revokes an app of an account; its tokens stop working. Returns the number of tokens. */
export function removeAuthorizedApp(world: World, username: string, clientId: string): number {
  const dead = Object.entries(world.mailchimp.tokens).filter(
    ([, token]) => token.username === username && token.clientId === clientId,
  )
  for (const [token] of dead) delete world.mailchimp.tokens[token]
  return dead.length
}

/** The account page: authorized apps and API keys. */
export function registerAccountPage(server: FastifyInstance, world: World, session: PortalSession): void {
  server.addHook('onRequest', async (request, reply) => {
    if (session.usernameOf(request) === undefined) await session.toSignIn(request, reply)
  })
  const usernameOf = (request: FastifyRequest): string => session.usernameOf(request) ?? ''

  server.get('/account/api/', (request, reply) =>
    reply.type('text/html').send(accountPage(world, usernameOf(request))),
  )
  server.post<{ Body: Record<string, string> | null }>('/account/api/remove', (request, reply) => {
    removeAuthorizedApp(world, usernameOf(request), request.body?.['clientId'] ?? '')
    return reply.redirect(HOME)
  })
  server.post('/account/api/keys', (request, reply) => {
    const { users, accounts, apiKeys } = world.mailchimp
    const username = usernameOf(request)
    apiKeys[`${randomHex(32)}-${accounts[users[username]?.accountId ?? '']?.dataCenter}`] = username
    return reply.redirect(HOME)
  })
  server.post<{ Body: Record<string, string> | null }>('/account/api/keys/disable', (request, reply) => {
    const key = request.body?.['key'] ?? ''
    if (world.mailchimp.apiKeys[key] === usernameOf(request)) delete world.mailchimp.apiKeys[key]
    return reply.redirect(HOME)
  })
}

function accountPage(world: World, username: string): string {
  const mine = Object.values(world.mailchimp.tokens).filter((token) => token.username === username)
  const apps = [...new Set(mine.map((token) => token.clientId))]
  const keys = Object.keys(world.mailchimp.apiKeys).filter((key) => world.mailchimp.apiKeys[key] === username)
  return mailchimpPage(
    'API keys and authorized apps',
    html`<h1>Authorized apps</h1>
      ${apps.length === 0 && html`<p class="soft">No app can use your account.</p>`}
      <table>
        ${apps.map(
          (clientId) =>
            html`<tr>
              <td>${world.mailchimp.apps[clientId]?.name}</td>
              <td>
                <form method="post" action="${HOME}remove">
                  <button class="quiet" name="clientId" value="${clientId}">Remove</button>
                </form>
              </td>
            </tr>`,
        )}
      </table>
      <h2>API keys</h2>
      <table>
        ${keys.map(
          (key) =>
            html`<tr>
              <td><code>${key}</code></td>
              <td>
                <form method="post" action="${HOME}keys/disable">
                  <button class="quiet" name="key" value="${key}">Disable</button>
                </form>
              </td>
            </tr>`,
        )}
      </table>
      <form method="post" action="${HOME}keys"><button>Create a key</button></form>
      <a class="button quiet" href="/${ADMIN_HOST}/account/oauth2/">Registered apps</a>`,
  )
}
