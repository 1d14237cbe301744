import type { FastifyInstance, FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { registerAuthorizationPages } from '../kernel/authorization-pages.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { logOnFields, mailupPage, WRONG_PASSWORD } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { App, User } from './state.ts'

/** The stored part of an authorization request, until the user decides. */
interface Asked {
  readonly app: App
  readonly redirectUri: string
  readonly state: string | undefined
}

interface LogOnRequest {
  response_type?: string
  client_id?: string
  redirect_uri?: string
  state?: string
}

/**
 * Log-on, then consent, at two paths (`LogOn` and `Authorization`), by GET or POST. The official samples put the client secret into the
 * query, and the redirect URI there unencoded: both are accepted, the secret is ignored. Errors are pages with status 400. No PKCE, no
 * scopes.
 */
export function registerLogOn(server: FastifyInstance, world: World): void {
  const users = (): Record<string, User> => world.mailup.users
  const begin = registerAuthorizationPages<Asked>(server, {
    users,
    signInPage: (transaction, { app }, error) => logOnPage(transaction, app, Object.keys(users()), error),
    wrongPassword: WRONG_PASSWORD,
    consentPage: (transaction, { app }, username) =>
      consentPage(transaction, app, { username, company: users()[username]?.company ?? '' }),
    outOfDatePage: () => errorPage('This page is out of date: start again from the app.'),
    finish: (asked, username, allowed) =>
      answer(world, asked, allowed ? grant(world, asked, username) : { error: 'access_denied' }),
  })

  const accept = (request: LogOnRequest, reply: FastifyReply): FastifyReply => {
    const { response_type = 'code', client_id = '', redirect_uri, state } = request
    reply.type('text/html')
    const app = world.mailup.apps[client_id.toLowerCase()]
    if (!app) return reply.code(400).send(errorPage('invalid_client: this client_id is not known.'))
    if (response_type !== 'code')
      return reply.code(400).send(errorPage('unsupported_response_type: only "code" is supported.'))
    const redirectUri = redirect_uri ?? app.redirectUri
    if (!URL.canParse(redirectUri) || (app.redirectUri !== '' && redirectUri !== app.redirectUri))
      return reply
        .code(400)
        .send(errorPage('invalid_request: redirect_uri is not the one of the application.'))
    return begin({ app, redirectUri, state }, reply)
  }

  // The provider's readme shows the log-on as a multipart POST with a few short fields.
  server.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'string' }, (_request, body, done) => {
    const fields = String(body).matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)
    done(null, Object.fromEntries([...fields].map(([, name, value]) => [name, value])))
  })

  for (const path of ['/LogOn', '/Authorization']) {
    server.get<{ Querystring: LogOnRequest }>(path, (request, reply) => accept(request.query, reply))
    server.post<{ Querystring: LogOnRequest; Body: LogOnRequest | null }>(path, (request, reply) =>
      accept({ ...request.query, ...request.body }, reply),
    )
  }
}

/** The parameters of an allowed request. */
function grant(
  world: World,
  { app: { clientId }, redirectUri }: Asked,
  username: string,
): Record<string, string> {
  const code = randomHex(32)
  const issuedAt = world.clock.now().getTime()
  world.mailup.codes[code] = { clientId, username, redirectUri, issuedAt, used: false }
  const { extraCallbackParameters, accessTokenSeconds } = world.mailup.switches
  return {
    code,
    ...(extraCallbackParameters && { token_type: 'bearer', expires_in: String(accessTokenSeconds) }),
  }
}

function answer(world: World, { redirectUri, state }: Asked, parameters: Record<string, string>): string {
  const uri = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) uri.searchParams.set(name, value)
  if (state !== undefined && world.mailup.switches.echoState) uri.searchParams.set('state', state)
  return uri.href
}

function logOnPage(transaction: string, app: App, usernames: string[], error?: string): string {
  return mailupPage(
    'Log on',
    html`<h1>Log on to your MailUp account</h1>
      <p class="soft">${app.name} has sent you here.</p>
      ${errorNote(error)}
      <form method="post" action="login">
        <input type="hidden" name="transaction" value="${transaction}" />
        ${logOnFields(usernames)}
        <button>Log on</button>
      </form>`,
  )
}

function consentPage(
  transaction: string,
  app: App,
  { company, username }: Pick<User, 'company' | 'username'>,
): string {
  return mailupPage(
    'Authorize',
    html`<h1>Authorize ${app.name}?</h1>
      <p>
        <strong>${app.name}</strong> wants to use your account <strong>${company}</strong> (${username}):
        lists, recipients, messages and statistics.
      </p>
      <form method="post" action="consent">
        <input type="hidden" name="transaction" value="${transaction}" />
        <button name="decision" value="allow">Authorize</button>
        <button class="quiet" name="decision" value="deny">Cancel</button>
      </form>`,
  )
}

function errorPage(message: string): string {
  return mailupPage(
    'Error',
    html`<h1>The application cannot be authorized</h1>
      <p class="error">${message}</p>`,
  )
}
