import type { FastifyInstance, FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { logOnFields, mailupPage } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { App, User } from './state.ts'

interface Transaction {
  readonly app: App
  readonly redirectUri: string
  readonly state: string | undefined
  user?: User
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
  const transactions = new Map<string, Transaction>()
  const usernames = (): string[] => Object.keys(world.mailup.users)

  const begin = (request: LogOnRequest, reply: FastifyReply): FastifyReply => {
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
    const id = randomHex(32)
    transactions.set(id, { app, redirectUri, state })
    return reply.send(logOnPage(id, app, usernames()))
  }

  // The provider's readme shows the log-on as a multipart POST with a few short fields.
  server.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'string' }, (_request, body, done) => {
    const fields = String(body).matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)
    done(null, Object.fromEntries([...fields].map(([, name, value]) => [name, value])))
  })

  for (const path of ['/LogOn', '/Authorization']) {
    server.get<{ Querystring: LogOnRequest }>(path, (request, reply) => begin(request.query, reply))
    server.post<{ Querystring: LogOnRequest; Body: LogOnRequest | null }>(path, (request, reply) =>
      begin({ ...request.query, ...request.body }, reply),
    )
  }

  server.post<{ Body: Record<string, string> }>('/login', (request, reply) => {
    const { transaction: id = '', username = '', password = '' } = request.body
    reply.type('text/html')
    const transaction = transactions.get(id)
    if (!transaction)
      return reply.code(400).send(errorPage('This page is out of date: start again from the app.'))
    const user = world.mailup.users[username]
    if (!user || user.password !== password)
      return reply.send(logOnPage(id, transaction.app, usernames(), 'User name or password is not correct.'))
    transaction.user = user
    return reply.send(consentPage(id, transaction.app, user))
  })

  server.post<{ Body: Record<string, string> }>('/consent', (request, reply) => {
    const { transaction: id = '', decision } = request.body
    const transaction = transactions.get(id)
    transactions.delete(id)
    if (!transaction?.user)
      return reply
        .code(400)
        .type('text/html')
        .send(errorPage('This page is out of date: start again from the app.'))
    const { user } = transaction
    const parameters = decision === 'allow' ? grant(world, transaction, user) : { error: 'access_denied' }
    return reply.redirect(answer(world, transaction, parameters))
  })
}

/** The parameters of an allowed request. */
function grant(
  world: World,
  { app: { clientId }, redirectUri }: Transaction,
  { username }: User,
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

function answer(
  world: World,
  { redirectUri, state }: Transaction,
  parameters: Record<string, string>,
): string {
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

function consentPage(transaction: string, app: App, { company, username }: User): string {
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
