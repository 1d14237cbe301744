import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { registerAuthorizationPages } from '../kernel/authorization-pages.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { mailchimpPage, usernameFields, WRONG_PASSWORD } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import { acceptsRedirectUri } from './redirect-uri.ts'
import type { App, User } from './state.ts'

/** The stored part of an authorization request, until the user decides. */
interface Asked {
  readonly app: App
  readonly redirectUri: string
  readonly state: string | undefined
}

interface AuthorizeQuery {
  response_type?: string
  client_id?: string
  redirect_uri?: string
  state?: string
}

/**
 * `GET /oauth2/authorize`, then login, then consent. The user signs in every time: "Remember Me" cookies are not permitted here (older
 * guide). No PKCE and no scopes: unknown parameters are ignored.
 */
export function registerAuthorize(server: FastifyInstance, world: World): void {
  const users = (): Record<string, User> => world.mailchimp.users
  const begin = registerAuthorizationPages<Asked>(server, {
    path: '/oauth2',
    users,
    signInPage: (transaction, { app }, error) => loginPage(transaction, app, Object.keys(users()), error),
    wrongPassword: WRONG_PASSWORD,
    consentPage: (transaction, { app }, username) =>
      consentPage(transaction, app, world.mailchimp.accounts[users()[username]?.accountId ?? '']?.name ?? ''),
    outOfDatePage,
    finish: (asked, username, allowed) =>
      answer(asked, allowed ? { code: createCode(world, asked, username) } : { error: 'access_denied' }),
  })

  server.get<{ Querystring: AuthorizeQuery }>('/oauth2/authorize', (request, reply) => {
    const { response_type, client_id, redirect_uri, state } = request.query
    const app = world.mailchimp.apps[client_id ?? '']
    const refuse = (error: string, hint: string) =>
      reply.code(400).type('text/html').send(errorPage(error, hint))
    if (!app) return refuse('invalid_client', 'No app is registered with this client_id.')
    const redirectUri = redirect_uri ?? app.redirectUri
    if (!acceptsRedirectUri(app.redirectUri, redirectUri, world.mailchimp.switches.legacyRedirectMatching))
      return refuse('redirect_uri_mismatch', 'The redirect_uri is not the one that the app registered.')
    if (response_type !== 'code')
      return reply.redirect(answer({ redirectUri, state }, { error: 'unsupported_response_type' }))
    return begin({ app, redirectUri, state }, reply)
  })
}

function createCode(world: World, { app, redirectUri }: Asked, username: string): string {
  const code = randomHex(32)
  world.mailchimp.codes[code] = {
    clientId: app.clientId,
    username,
    redirectUri,
    issuedAt: world.clock.now().toISOString(),
    used: false,
  }
  return code
}

function answer(to: Omit<Asked, 'app'>, parameters: Record<string, string>): string {
  const uri = new URL(to.redirectUri)
  for (const [name, value] of Object.entries(parameters)) uri.searchParams.set(name, value)
  if (to.state !== undefined) uri.searchParams.set('state', to.state)
  return uri.href
}

function loginPage(transaction: string, app: App, usernames: string[], error?: string): string {
  return mailchimpPage(
    'Log in',
    html`<h1>Log in to connect ${app.name}</h1>
      ${errorNote(error)}
      <form method="post" action="login">
        <input type="hidden" name="transaction" value="${transaction}" />
        ${usernameFields(usernames)}
        <button>Log in</button>
      </form>`,
  )
}

function consentPage(transaction: string, app: App, accountName: string): string {
  return mailchimpPage(
    'Allow access',
    html`<h1>${app.name} wants to use your account</h1>
      <p>
        <strong>${app.name}</strong>${app.company && html` by ${app.company}`} will be able to read and change
        everything in <strong>${accountName}</strong>: audiences, campaigns and reports.
      </p>
      <p class="soft">${app.description} ${app.website}</p>
      <form method="post" action="consent">
        <input type="hidden" name="transaction" value="${transaction}" />
        <button name="decision" value="allow">Allow</button>
        <button class="quiet" name="decision" value="deny">No thanks</button>
      </form>`,
  )
}

function errorPage(error: string, hint: string): string {
  return mailchimpPage(
    'Error',
    html`<h1>This app cannot be connected</h1>
      <p class="error"><code>${error}</code> ${hint}</p>`,
  )
}

function outOfDatePage(): string {
  return mailchimpPage(
    'Error',
    html`<h1>This page is out of date</h1>
      <p>Please start again from the app.</p>`,
  )
}
