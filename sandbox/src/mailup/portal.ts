import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { html } from '../html.ts'
import type { PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { mailupPage, PORTAL_HOST } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { App } from './state.ts'

export interface AppFields {
  name: string
  redirectUri: string
}

/** Registers an application. Its keys are two GUIDs, which work with any account. */
export function registerApp(world: World, ownerUsername: string, { name, redirectUri }: AppFields): App {
  const app = { clientId: randomUUID(), clientSecret: randomUUID(), ownerUsername, name, redirectUri }
  world.mailup.apps[app.clientId] = app
  return app
}

/** The developer portal: applications and their keys, which stay readable; a button creates new keys. */
export function registerPortal(server: FastifyInstance, world: World, session: PortalSession): void {
  server.addHook('onRequest', async (request, reply) => {
    if (session.usernameOf(request) === undefined) await session.toSignIn(request, reply)
  })
  server.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  const home = (username: string, problem?: string): string => {
    const apps = Object.values(world.mailup.apps).filter((app) => app.ownerUsername === username)
    return mailupPage('Applications', applicationsPage(apps, problem))
  }

  server.get('/', (request, reply) => reply.type('text/html').send(home(session.usernameOf(request) ?? '')))
  server.post<{ Body: Record<string, string> }>('/applications', (request, reply) => {
    const username = session.usernameOf(request) ?? ''
    const { name = '', redirectUri = '' } = request.body
    reply.type('text/html')
    if (!name.trim()) return reply.code(400).send(home(username, 'The application needs a name.'))
    if (redirectUri && !URL.canParse(redirectUri))
      return reply.code(400).send(home(username, 'The callback address is not an address.'))
    registerApp(world, username, { name, redirectUri })
    return reply.redirect(`/${PORTAL_HOST}/`)
  })
  server.post<{ Body: Record<string, string> }>('/applications/secret', (request, reply) => {
    const app = world.mailup.apps[request.body['clientId'] ?? '']
    if (app && app.ownerUsername === session.usernameOf(request)) app.clientSecret = randomUUID()
    return reply.redirect(`/${PORTAL_HOST}/`)
  })
}

function applicationsPage(apps: App[], problem: string | undefined) {
  return html`<h1>Your applications</h1>
    ${errorNote(problem)}
    ${apps.length === 0 && html`<p class="soft">None yet. Register one below to get its keys.</p>`}
    ${apps.map(
      (app) =>
        html`<h2>${app.name}</h2>
          <table>
            <tr>
              <th>client_id</th>
              <td><code class="client_id">${app.clientId}</code></td>
            </tr>
            <tr>
              <th>client_secret</th>
              <td><code class="client_secret">${app.clientSecret}</code></td>
            </tr>
            <tr>
              <th>Callback</th>
              <td><code>${app.redirectUri || 'any'}</code></td>
            </tr>
          </table>
          <form method="post" action="/${PORTAL_HOST}/applications/secret">
            <button class="quiet" name="clientId" value="${app.clientId}">Make a new client_secret</button>
          </form>`,
    )}
    <h2>Register an application</h2>
    <form method="post" action="/${PORTAL_HOST}/applications">
      <label for="name">Name</label>
      <input id="name" name="name" required />
      <label for="redirectUri">Callback address (empty: any)</label>
      <input id="redirectUri" name="redirectUri" />
      <button>Get API keys</button>
    </form>`
}
