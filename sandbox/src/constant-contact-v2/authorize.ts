import type { FastifyInstance } from 'fastify'
import type { User } from '../constant-contact/state.ts'
import { html } from '../html.ts'
import { registerAuthorizationPages } from '../kernel/authorization-pages.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { signInForm, v2Page, WRONG_PASSWORD } from './page-layout.ts'
import type { App } from './state.ts'
import { createToken } from './tokens.ts'

interface AuthorizeQuery {
  response_type?: string
  client_id?: string
  redirect_uri?: string
  state?: string
}

/** The stored part of an authorization request, until the user decides. */
interface Asked {
  readonly app: App
  readonly flow: 'code' | 'token'
  readonly redirectUri: string
  readonly state: string | undefined
}

const DENIED = {
  error: 'access_denied',
  error_description: 'The resource owner or authorization server denied the request.',
}

/** `siteowner/authorize`: the server flow (code) and the client flow (token in the fragment). There are no scopes. */
export function registerAuthorize(server: FastifyInstance, world: World): void {
  const users = (): Record<string, User> => world.constantContact.users
  const begin = registerAuthorizationPages<Asked>(server, {
    users,
    signInPage: (transaction, { app }, error) =>
      v2Page(
        'Log in',
        html`<h1>Log in to your account</h1>
          <p><strong>${app.name}</strong> asks for access to it.</p>
          ${signInForm('login', Object.keys(users()), { transaction, error })}`,
      ),
    wrongPassword: WRONG_PASSWORD,
    consentPage: (transaction, { app }, username) =>
      consentPage(transaction, app, users()[username]?.organization ?? ''),
    outOfDatePage: () => errorPage('This page is out of date: start again from the app.'),
    finish: (asked, username, allowed) => addressOf(asked, allowed ? grant(world, asked, username) : DENIED),
  })

  server.get<{ Querystring: AuthorizeQuery }>('/authorize', (request, reply) => {
    const { client_id = '', redirect_uri, response_type, state } = request.query
    const app = world.constantContactV2.apps[client_id]
    reply.type('text/html')
    if (!app) return reply.code(400).send(errorPage('The client_id is not known.'))
    const redirectUri = redirect_uri ?? app.redirectUri
    if (redirectUri !== app.redirectUri)
      return reply
        .code(400)
        .send(errorPage('The redirect_uri is not the one that this key is registered with.'))
    if (response_type !== 'code' && response_type !== 'token')
      return reply.redirect(
        addressOf({ app, flow: 'code', redirectUri, state }, { error: 'unsupported_response_type' }),
      )
    return begin({ app, flow: response_type, redirectUri, state }, reply)
  })
}

function grant(world: World, { app, flow, redirectUri }: Asked, username: string): Record<string, string> {
  const of = { clientId: app.clientId, username }
  if (flow === 'token') return { ...createToken(world, of) }
  const code = randomHex(40)
  world.constantContactV2.codes[code] = {
    ...of,
    redirectUri,
    issuedAt: world.clock.now().getTime(),
    used: false,
  }
  // The redirect contains the user name.
  return { code, username }
}

/** Parameters in the query; for the client flow in the fragment, errors too. */
function addressOf({ flow, redirectUri, state }: Asked, parameters: Record<string, string>): string {
  const address = new URL(redirectUri)
  const all = new URLSearchParams({ ...parameters, ...(state !== undefined && { state }) })
  if (flow === 'token') address.hash = all.toString()
  else for (const [name, value] of all) address.searchParams.set(name, value)
  return address.href
}

function consentPage(transaction: string, app: App, organization: string): string {
  return v2Page(
    'Grant access',
    html`<h1>Grant access?</h1>
      <p>
        <strong>${app.name}</strong> wants to use your account, <strong>${organization}</strong>: all of its
        contacts, lists, campaigns and reports, for ten years or until you remove it.
      </p>
      <form method="post" action="consent">
        <input type="hidden" name="transaction" value="${transaction}" />
        <button name="decision" value="allow">Grant access</button>
        <button class="quiet" name="decision" value="deny">Deny</button>
      </form>`,
  )
}

function errorPage(message: string): string {
  return v2Page(
    'Error',
    html`<h1>Something is wrong</h1>
      <p class="error">${message}</p>`,
  )
}
