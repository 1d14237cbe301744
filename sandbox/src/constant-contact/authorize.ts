import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { registerAuthorizationPages } from '../kernel/authorization-pages.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { createGrant } from './grants.ts'
import { constantContactPage, emailFields, WRONG_PASSWORD } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import { SCOPES, type App, type User } from './state.ts'

interface AuthorizeQuery {
  response_type?: string
  client_id?: string
  redirect_uri?: string
  scope?: string
  state?: string
  code_challenge?: string
  code_challenge_method?: string
}

/** The stored part of an authorization request, until the user decides. */
interface Asked {
  readonly app: App
  readonly query: AuthorizeQuery & { redirect_uri: string; scope: string }
}

const DENIED = { error: 'access_denied', error_description: 'The resource owner denied the request.' }

/** `GET /authorize`: authorization code, with or without PKCE, and implicit. `state` is required, as in Okta. */
export function registerAuthorize(server: FastifyInstance, world: World): void {
  const users = (): Record<string, User> => world.constantContact.users
  const begin = registerAuthorizationPages<Asked>(server, {
    users,
    signInPage: (transaction, { app }, error) => signInPage(transaction, app, Object.keys(users()), error),
    wrongPassword: WRONG_PASSWORD,
    consentPage: (transaction, { app, query }, username) =>
      consentPage(transaction, app, users()[username]?.organization ?? '', query.scope),
    outOfDatePage: () => errorPage('This page is out of date: start again from the app.'),
    finish: (asked, username, allowed) =>
      answer(asked.query, allowed ? grant(world, asked, username) : DENIED),
  })

  server.get<{ Querystring: AuthorizeQuery }>('/authorize', (request, reply) => {
    const { client_id = '', redirect_uri = '', scope = '' } = request.query
    const app = world.constantContact.apps[client_id]
    reply.type('text/html')
    if (!app) return reply.code(400).send(errorPage('Invalid value for "client_id" parameter.'))
    if (!app.redirectUris.includes(redirect_uri))
      return reply
        .code(400)
        .send(
          errorPage("The 'redirect_uri' parameter must be a Login redirect URI in the client app settings."),
        )
    const query = { ...request.query, redirect_uri, scope }
    const refused = refusalOf(query)
    if (refused) return reply.redirect(answer(query, refused))
    return begin({ app, query }, reply)
  })
}

/** The error of a request of a known app, as parameters of the redirect. */
function refusalOf(query: Asked['query']): { error: string; error_description: string } | undefined {
  const refuse = (error: string, error_description: string) => ({ error, error_description })
  if (!query.state) return refuse('invalid_request', 'The authentication request has an invalid state.')
  if (query.response_type !== 'code' && query.response_type !== 'token')
    return refuse(
      'unsupported_response_type',
      'The response type is not supported by the authorization server.',
    )
  // A literal %2B arrives as a plus sign in a scope, and is invalid.
  const known: readonly string[] = SCOPES
  if (query.scope.split(' ').some((name) => !known.includes(name)))
    return refuse('invalid_scope', 'One or more scopes are not configured for the authorization server.')
  if (query.code_challenge && query.code_challenge_method !== 'S256')
    return refuse('invalid_request', 'PKCE code challenge method must be S256.')
  return undefined
}

/** The parameters of an allowed request: a code, or in the implicit flow the token itself. */
function grant(world: World, { app, query }: Asked, username: string): Record<string, string> {
  const of = { clientId: app.clientId, username, scope: query.scope }
  if (query.response_type === 'token') {
    const { access_token, token_type, expires_in, scope } = createGrant(world, of, true)
    return { access_token, token_type, expires_in: String(expires_in), scope }
  }
  const code = randomHex(40)
  world.constantContact.codes[code] = {
    ...of,
    redirectUri: query.redirect_uri,
    codeChallenge: query.code_challenge ?? null,
    issuedAt: world.clock.now().getTime(),
    used: false,
  }
  return { code }
}

/** Parameters in the query; for the implicit flow in the fragment. */
function answer(
  { redirect_uri, state, response_type }: AuthorizeQuery & { redirect_uri: string },
  parameters: Record<string, string>,
): string {
  const uri = new URL(redirect_uri)
  const all = new URLSearchParams({ ...parameters, ...(state !== undefined && { state }) })
  if (response_type === 'token') uri.hash = all.toString()
  else for (const [name, value] of all) uri.searchParams.set(name, value)
  return uri.href
}

function signInPage(transaction: string, app: App, usernames: string[], error?: string): string {
  return constantContactPage(
    'Sign in',
    html`<h1>Sign in to continue to ${app.name}</h1>
      ${errorNote(error)}
      <form method="post" action="login">
        <input type="hidden" name="transaction" value="${transaction}" />
        ${emailFields(usernames)}
        <button>Sign in</button>
      </form>`,
  )
}

function consentPage(transaction: string, app: App, organization: string, scope: string): string {
  return constantContactPage(
    'Allow access',
    html`<h1>${app.name} would like to use your account</h1>
      <p>In <strong>${organization}</strong> it asks for:</p>
      <ul>
        ${scope.split(' ').map((name) => html`<li><code>${name}</code></li>`)}
      </ul>
      <form method="post" action="consent">
        <input type="hidden" name="transaction" value="${transaction}" />
        <button name="decision" value="allow">Allow access</button>
        <button class="quiet" name="decision" value="deny">Don’t allow</button>
      </form>`,
  )
}

function errorPage(message: string): string {
  return constantContactPage(
    'Error',
    html`<h1>400: bad request</h1>
      <p class="error">${message}</p>`,
  )
}
