import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { html, type Html } from '../html.ts'
import { connectedApps } from '../kernel/connected-apps.ts'
import { registerPortalSignIn } from '../kernel/portal-sign-in.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { revokeGrants } from './grants.ts'
import { constantContactPage, emailFields, PORTAL_HOST, WRONG_PASSWORD } from './page-layout.ts'
import type { App, User } from './state.ts'

export interface AppFields {
  name: string
  redirectUris: string[]
  refreshTokens: App['refreshTokens']
}

const HOME = `/${PORTAL_HOST}/pages/dma/portal/`

export function registerApp(world: World, ownerUsername: string, fields: AppFields): App {
  const app: App = {
    ...fields,
    ownerUsername,
    clientId: randomUUID(),
    clientSecret: randomHex(44),
    deactivated: false,
  }
  world.constantContact.apps[app.clientId] = app
  return app
}

/** "My Applications": API keys, secrets, redirect URIs, rotating or long-lived refresh tokens; connected apps. */
export function registerPortal(server: FastifyInstance, world: World): void {
  const session = registerPortalSignIn(server, {
    host: PORTAL_HOST,
    home: '/pages/dma/portal/',
    users: () => world.constantContact.users,
    wrongPassword: WRONG_PASSWORD,
    layout: constantContactPage,
    title: 'Sign in',
    fields: emailFields,
  })
  const whoIs = (request: FastifyRequest): User | undefined =>
    world.constantContact.users[session.usernameOf(request) ?? '']

  server.get('/pages/dma/portal/', (request, reply) => {
    const user = whoIs(request)
    if (!user) return session.toSignIn(request, reply)
    return reply.header('cache-control', 'no-store').type('text/html').send(applicationsPage(world, user))
  })
  server.post<{ Body: Record<string, string> }>('/pages/dma/portal/', (request, reply) => {
    const user = whoIs(request)
    const { name = '', redirectUris = '', refreshTokens } = request.body
    if (user && name.trim())
      registerApp(world, user.username, {
        name,
        redirectUris: redirectUris.split(/\s+/).filter(Boolean),
        refreshTokens: refreshTokens === 'long_lived' ? 'long_lived' : 'rotating',
      })
    return reply.redirect(HOME)
  })
  server.post<{ Body: Record<string, string> }>('/pages/dma/portal/secret', (request, reply) => {
    const app = world.constantContact.apps[request.body['clientId'] ?? '']
    if (app && app.ownerUsername === whoIs(request)?.username) app.clientSecret = randomHex(44)
    return reply.redirect(HOME)
  })
  server.post<{ Body: Record<string, string> }>('/pages/dma/portal/disconnect', (request, reply) => {
    const user = whoIs(request)
    if (user) revokeGrants(world, user.username, request.body['clientId'])
    return reply.redirect(HOME)
  })
}

function applicationsPage(world: World, { username }: User): string {
  const { apps, grants } = world.constantContact
  const mine = Object.values(apps).filter((app) => app.ownerUsername === username)
  return constantContactPage(
    'My Applications',
    html`<h1>My Applications</h1>
      ${mine.length === 0 && html`<p class="soft">None yet.</p>`} ${mine.map(describeApp)}
      <h2>New application</h2>
      <form method="post" action="${HOME}">
        <label for="name">Name</label>
        <input id="name" name="name" required />
        <label for="redirectUris">Redirect URIs, separated by spaces</label>
        <input id="redirectUris" name="redirectUris" />
        <label for="refreshTokens">Refresh tokens</label>
        <select id="refreshTokens" name="refreshTokens">
          <option value="rotating">Rotating</option>
          <option value="long_lived">Long lived</option>
        </select>
        <button>Create</button>
      </form>
      <h2>Connected applications</h2>
      ${connectedApps({
        apps,
        grants: Object.values(grants),
        username,
        none: 'No application can use your account.',
        action: `${HOME}disconnect`,
        label: 'Disconnect',
      })}`,
  )
}

function describeApp(app: App): Html {
  return html`<h2>${app.name}</h2>
    <table>
      <tr>
        <th>API key</th>
        <td><code class="client_id">${app.clientId}</code></td>
      </tr>
      <tr>
        <th>App secret</th>
        <td><code class="client_secret">${app.clientSecret}</code></td>
      </tr>
      <tr>
        <th>Redirect URIs</th>
        <td>${app.redirectUris.map((uri) => html`<code>${uri}</code> `)}</td>
      </tr>
      <tr>
        <th>Refresh tokens</th>
        <td>${app.refreshTokens === 'rotating' ? 'Rotating' : 'Long lived'}</td>
      </tr>
    </table>
    <form method="post" action="${HOME}secret">
      <button class="quiet" name="clientId" value="${app.clientId}">Generate a new secret</button>
    </form>`
}
