import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { connectedApps } from '../kernel/connected-apps.ts'
import { registerPortalSignIn } from '../kernel/portal-sign-in.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { PORTAL_HOST, userNameFields, v2Page, WRONG_PASSWORD } from './page-layout.ts'
import type { App } from './state.ts'
import { createToken, revokeTokens } from './tokens.ts'

const HOME = `/${PORTAL_HOST}/apps/mykeys`
const DEFAULT_REDIRECT_URI = 'http://localhost'

export interface AppFields {
  readonly name: string
  readonly redirectUri?: string | undefined
  readonly generation?: App['generation'] | undefined
}

export function registerApp(world: World, ownerUsername: string, fields: AppFields): App {
  const { name, redirectUri = DEFAULT_REDIRECT_URI, generation = 'v2' } = fields
  const clientId = randomHex(24)
  const clientSecret = randomHex(32)
  const app = { clientId, clientSecret, ownerUsername, name, redirectUri, generation, deactivated: false }
  return (world.constantContactV2.apps[clientId] = app)
}

/** Keys with their redirect URI, and a token for the developer's own account, as in the interactive documentation. */
export function registerPortal(server: FastifyInstance, world: World): void {
  const session = registerPortalSignIn(server, {
    host: PORTAL_HOST,
    home: '/apps/mykeys',
    users: () => world.constantContact.users,
    wrongPassword: WRONG_PASSWORD,
    layout: v2Page,
    title: 'Log in',
    heading: 'Developer log-in',
    fields: userNameFields,
  })
  const { usernameOf } = session
  const ownApp = (request: FastifyRequest<{ Body: Record<string, string> }>): App | undefined => {
    const app = world.constantContactV2.apps[request.body['clientId'] ?? '']
    return app && app.ownerUsername === usernameOf(request) ? app : undefined
  }

  server.get('/apps/mykeys', (request, reply) => {
    const username = usernameOf(request)
    if (username === undefined) return session.toSignIn(request, reply)
    reply.header('cache-control', 'no-store').type('text/html')
    return reply.send(keysPage(world, username))
  })
  server.post<{ Body: Record<string, string> }>('/apps/redirect', (request, reply) => {
    const app = ownApp(request)
    const { redirectUri = '' } = request.body
    if (app && URL.canParse(redirectUri)) app.redirectUri = redirectUri
    return reply.redirect(HOME)
  })
  server.post<{ Body: Record<string, string> }>('/io-docs/token', (request, reply) => {
    const app = ownApp(request)
    if (!app) return reply.redirect(HOME)
    const { access_token } = createToken(world, { clientId: app.clientId, username: app.ownerUsername })
    reply.header('cache-control', 'no-store').type('text/html')
    return reply.send(keysPage(world, app.ownerUsername, access_token))
  })
  server.post<{ Body: Record<string, string> }>('/apps/remove', (request, reply) => {
    const username = usernameOf(request)
    if (username !== undefined) revokeTokens(world, username, request.body['clientId'])
    return reply.redirect(HOME)
  })
}

function keysPage(world: World, username: string, token?: string): string {
  const { apps, accessTokens } = world.constantContactV2
  const mine = Object.values(apps).filter((app) => app.ownerUsername === username)
  return v2Page(
    'My API keys',
    html`<h1>My API keys</h1>
      <p class="note">New keys for v2 are no longer issued.</p>
      ${
        token &&
        html`<p class="note">
          Access token for your own account: <code class="access_token">${token}</code><br />It lives ten
          years.
        </p>`
      }
      ${mine.length === 0 && html`<p class="soft">You have none.</p>`}
      ${mine.map(
        (app) =>
          html`<h2>${app.name}</h2>
            <table>
              <tr>
                <th>Key (${app.generation})</th>
                <td><code class="client_id">${app.clientId}</code></td>
              </tr>
              <tr>
                <th>Secret</th>
                <td><code class="client_secret">${app.clientSecret}</code></td>
              </tr>
            </table>
            <form method="post" action="/${PORTAL_HOST}/apps/redirect">
              <input type="hidden" name="clientId" value="${app.clientId}" />
              <label for="uri-${app.clientId}">Redirect URI</label>
              <input id="uri-${app.clientId}" name="redirectUri" value="${app.redirectUri}" />
              <button class="quiet">Save</button>
            </form>
            <form method="post" action="/${PORTAL_HOST}/io-docs/token">
              <button class="quiet" name="clientId" value="${app.clientId}">
                Get a token for my own account
              </button>
            </form>`,
      )}
      <h2>Apps that can use your account</h2>
      ${connectedApps({
        apps,
        grants: Object.values(accessTokens),
        username,
        none: 'None.',
        action: `/${PORTAL_HOST}/apps/remove`,
        label: 'Remove',
      })}`,
  )
}
