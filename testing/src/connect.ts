import { ada, hiddenField, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import type { Connection, ConnectSession, Letterlock, CreateConnectSessionInput } from '@letterlock/sdk'
import assert from 'node:assert/strict'

/** The application's return URL. Nothing listens there. */
export const RETURN_URL = 'http://127.0.0.1:9/connected'

const DEFAULT_CHOICES = { audiences: 'write', campaigns: 'write', reports: 'read' }

/** A server, in this process or another, and a client with one of its secret keys. */
export interface ConnectTarget {
  readonly client: Letterlock
  readonly server: { readonly url: string }
  /** Registers an OAuth app of this provider, unless there is one. */
  addOAuthApp?(provider: string): Promise<unknown>
}

/** How to connect an account; also takes the members of a connect session. */
export interface ConnectOptions extends Partial<CreateConnectSessionInput> {
  /** Slug; `mailchimp` by default. */
  readonly provider?: string
  /** Signs in at the provider; Ada by default. */
  readonly user?: SandboxUser
  /** Fields that the user submits on the connect page; everything but sending by default. */
  readonly choices?: Readonly<Record<string, string>>
  /** The user at the provider: takes the authorization URL, returns the callback URL. By default, the user allows everything. */
  readonly authorizeAt?: (authorizationUrl: URL, user: SandboxUser) => Promise<URL>
}

/** A connect session whose link a user has opened. */
export interface OpenedConnectSession {
  readonly session: ConnectSession
  readonly user: SandboxUser
  readonly endUserId: string
  readonly provider: string
}

/** A connect page that the user has open. */
export interface OpenedConnectPage extends OpenedConnectSession {
  /** Its HTML. */
  readonly page: string
}

/** A connect session that the user has authorized at the provider. */
export interface AuthorizedConnectSession extends OpenedConnectSession {
  /** The callback URL, which the browser has not opened yet. */
  readonly callback: URL
}

async function openLink(
  { client, addOAuthApp }: ConnectTarget,
  { provider, user = ada(), choices: _choices, authorizeAt: _authorizeAt, ...session }: ConnectOptions,
): Promise<OpenedConnectSession & { readonly location: string }> {
  if (provider !== undefined) await addOAuthApp?.(provider)
  const endUserId = session.endUserId ?? 'user-1'
  const created = await client.connectSessions.create({
    returnUrl: RETURN_URL,
    ...(provider !== undefined && { providers: [provider] }),
    ...session,
    endUserId,
  })
  const opened = await user.open(created.url ?? '')
  assert.equal(opened.status, 303, await opened.clone().text())
  const location = opened.headers.get('location') ?? ''
  return { session: created, user, endUserId, provider: provider ?? 'mailchimp', location }
}

/** Creates a connect session and opens its link, up to the connect page. */
export async function openConnectPage(
  target: ConnectTarget,
  options: ConnectOptions = {},
): Promise<OpenedConnectPage> {
  const { location, ...opened } = await openLink(target, options)
  const page = await opened.user.open(new URL(location, target.server.url).href)
  assert.equal(page.status, 200)
  return { ...opened, page: await page.text() }
}

/** Presses Continue on the connect page. Returns the provider's authorization URL. */
export async function continueToProvider(
  target: ConnectTarget,
  { session, user, page, provider }: OpenedConnectPage,
  choices: Readonly<Record<string, string>> = DEFAULT_CHOICES,
): Promise<URL> {
  const [, action = ''] = new RegExp(`action="(/connect/${session.id}/authorize[^"]*)"`).exec(page) ?? []
  const start = await user.post(target.server.url + action, {
    csrf: hiddenField(page, 'csrf'),
    provider,
    ...choices,
  })
  assert.equal(start.status, 303, await start.clone().text())
  return new URL(start.headers.get('location') ?? '')
}

/** Creates a connect session and authorizes it at the provider, up to the callback URL. */
export async function authorize(
  target: ConnectTarget,
  options: ConnectOptions = {},
): Promise<AuthorizedConnectSession> {
  const { choices, authorizeAt = (url, user) => user.authorize(url.href) } = options
  if (options.skipConnectPage) {
    const { location, ...opened } = await openLink(target, options)
    return { ...opened, callback: await authorizeAt(new URL(location), opened.user) }
  }
  const { page, ...opened } = await openConnectPage(target, options)
  const url = await continueToProvider(target, { ...opened, page }, choices)
  return { ...opened, callback: await authorizeAt(url, opened.user) }
}

/** Opens the callback URL. Returns where the server redirects the browser: the return URL with its parameters. */
export async function openCallback({
  user,
  callback,
}: Pick<AuthorizedConnectSession, 'user' | 'callback'>): Promise<URL> {
  const response = await user.open(callback.href)
  assert.equal(response.status, 303, await response.clone().text())
  return new URL(response.headers.get('location') ?? '')
}

/** A connect session whose confirmation token has reached the application. */
export interface UnconfirmedConnectSession extends OpenedConnectSession {
  readonly confirmationToken: string
}

/**
 * Creates a connect session and authorizes it, up to the return URL.
 *
 * @throws an Error whose `code` is the `error` of the return URL, if the server refuses the callback
 */
export async function reachConfirmationToken(
  target: ConnectTarget,
  options: ConnectOptions = {},
): Promise<UnconfirmedConnectSession> {
  const authorized = await authorize(target, options)
  const { searchParams } = await openCallback(authorized)
  const code = searchParams.get('error')
  if (code !== null) throw Object.assign(new Error(code), { code })
  return { ...authorized, confirmationToken: searchParams.get('confirmationToken') ?? assert.fail() }
}

/** Connects an account: the connect page, the provider, the callback, the confirmation. */
export async function connect(target: ConnectTarget, options: ConnectOptions = {}): Promise<Connection> {
  const { session, endUserId, confirmationToken } = await reachConfirmationToken(target, options)
  return target.client.connectSessions.confirm(session.id, { confirmationToken, endUserId })
}

/** Every permission of a connection, sending included. */
export const ALL_PERMISSIONS = {
  audiences: 'write',
  campaigns: 'write',
  reports: 'read',
  send: true,
} as const

/** Connects an account and permits everything. */
export async function connectWithAllPermissions(
  target: ConnectTarget,
  options: ConnectOptions = {},
): Promise<Connection> {
  const { id } = await connect(target, options)
  return target.client.connections.update(id, { permissions: ALL_PERMISSIONS })
}
