import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import type { PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { revokeGrants } from './grants.ts'
import { CONSOLE_HOST, mailupPage } from './page-layout.ts'
import type { User } from './state.ts'

/** The admin console, "Revoke Application authorization": the only way to revoke a grant. */
export function registerConsolePage(server: FastifyInstance, world: World, session: PortalSession): void {
  const userOf = (request: FastifyRequest): User | undefined =>
    world.mailup.users[session.usernameOf(request) ?? '']

  server.get('/', (request, reply) => {
    const user = userOf(request)
    if (!user) return session.toSignIn(request, reply)
    const living = Object.values(world.mailup.grants).filter(({ username }) => username === user.username)
    const clientIds = [...new Set(living.map(({ clientId }) => clientId))]
    return reply.type('text/html').send(
      mailupPage(
        'Authorized applications',
        html`<h1>Authorized applications</h1>
          ${clientIds.length === 0 && html`<p class="soft">No application can use your account.</p>`}
          <table>
            ${clientIds.map(
              (clientId) =>
                html`<tr>
                  <td>${world.mailup.apps[clientId]?.name}</td>
                  <td>
                    <form method="post" action="/${CONSOLE_HOST}/revoke">
                      <button class="quiet" name="clientId" value="${clientId}">
                        Revoke application authorization
                      </button>
                    </form>
                  </td>
                </tr>`,
            )}
          </table>
          ${
            !user.contractSigned &&
            html`<h2>Terms of service</h2>
              <form method="post" action="/${CONSOLE_HOST}/terms"><button>Accept</button></form>`
          }`,
      ),
    )
  })

  server.post<{ Body: Record<string, string> }>('/revoke', (request, reply) => {
    const user = userOf(request)
    if (user) revokeGrants(world, user.username, request.body['clientId'] ?? '')
    return reply.redirect(`/${CONSOLE_HOST}/`)
  })
  server.post('/terms', (request, reply) => {
    const user = userOf(request)
    if (user) user.contractSigned = true
    return reply.redirect(`/${CONSOLE_HOST}/`)
  })
}
