import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { redeemCode } from '../oauth/code-grant.ts'
import { Secret } from '../secret.ts'
import { clientSecretOf, providerOf, readApp } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Account, App, Attempt, Connection, Session, TokenSet } from './connection.ts'
import { accountOf } from './account-of.ts'
import type { CallParts } from './identify.ts'
import { lookOrKeep, takeKept } from './kept-grants.ts'
import { connectionOf, eventsOfSaving, guardOfSaving, SOON_MS } from './new-connection.ts'
import type { Ports } from './ports.ts'
import { assertOwner } from './read-connection.ts'
import { makeTicket, openTicket, type TicketContent } from './ticket.ts'
import { firstShown } from './start-connection.ts'
import { learnLifetime, NO_TOKENS, takeTokens } from './take-tokens.ts'
import { readTokenSet, writeTokenSet } from './sealed-credentials.ts'

export interface Confirm {
  readonly sessionId: string
  readonly ticket: Secret
  /** Who is signed in to the application, in the browser that brought the ticket. */
  readonly owner: string
  /** The account that the person agreed to, after `different_account`. */
  readonly acceptAccount: string | null
}

/**
 * The application confirms that its own signed-in user is the one whom the link was made for; only then is the
 * code redeemed. A link that one person made and another finished gives the first nothing (security.md, OA-08).
 * @throws HubError session_not_found, ticket_…, owner_mismatch, different_account, and what exchange and lookup throw
 */
export async function finishConnection(
  parts: CallParts,
  caller: Caller,
  confirm: Confirm,
): Promise<Connection> {
  const { ports } = parts
  const session = await ports.store.sessions.read(confirm.sessionId)
  if (session?.workspaceId !== caller.workspaceId) throw new HubError('session_not_found')
  assertOwner(caller, confirm.owner)
  const content = openTicket(
    ports,
    { workspaceId: session.workspaceId, sessionId: session.id },
    confirm.ticket,
  )
  const { attempt, kept } = await takeTicket(ports, session, confirm)
  const { tokens, account } = await obtain(parts, attempt, { content, kept, ticket: confirm.ticket })
  const { workspaceId, owner, connectionId } = session
  const named =
    connectionId === null ? undefined : await ports.store.connections.read(workspaceId, connectionId)
  if (named && named.account.id !== account.id && confirm.acceptAccount !== account.id)
    throw await askAboutAccount(ports, attempt, confirm.ticket, { tokens, account, current: named })
  // The connection that this owner already has to this account comes first: never a duplicate.
  const key = { workspaceId, owner, providerId: attempt.providerId, accountId: account.id }
  const current = (await ports.store.connections.findByAccount(key)) ?? named
  return save(ports, caller, { session, attempt, tokens, account, current })
}

/** Takes the ticket, once; and again when the tokens that came for it wait for their account. */
async function takeTicket(
  ports: Ports,
  { workspaceId, owner }: Session,
  confirm: Pick<Confirm, 'ticket' | 'owner'>,
): Promise<{ attempt: Attempt; kept?: TokenSet }> {
  const { store, now } = ports
  const secret = confirm.ticket.reveal()
  const hash = hashToken(secret)
  const attempt = await store.attempts.takeTicket(hash, workspaceId, now().getTime())
  const known = attempt ? undefined : await store.attempts.findTicket(hash, workspaceId)
  if (!attempt && !known) throw new HubError('ticket_unknown')
  if (known?.used === false) throw new HubError('ticket_expired')
  if (owner !== confirm.owner) throw new HubError('owner_mismatch')
  if (attempt) return { attempt }
  const kept = await takeKept(ports, { workspaceId, secret })
  if (!kept || !known) throw new HubError('ticket_used')
  return { attempt: known.attempt, kept }
}

/** Redeems the code and asks whose account it is; or takes both from a ticket that waited for an answer. */
async function obtain(
  parts: CallParts,
  attempt: Attempt,
  {
    content,
    kept,
    ticket,
  }: { readonly content: TicketContent; readonly kept: TokenSet | undefined; readonly ticket: Secret },
): Promise<{ tokens: TokenSet; account: Account }> {
  if (content.kind === 'tokens') return { tokens: readTokenSet(content.tokens), account: content.account }
  const { ports } = parts
  const provider = providerOf(ports, attempt.providerId)
  const app = await readApp(ports, attempt.workspaceId, attempt.appId)
  const tokens = kept ?? (await redeem(ports, attempt, content, app))
  const spent = { workspaceId: attempt.workspaceId, secret: ticket.reveal(), platform: provider.name }
  const account = await lookOrKeep(ports, spent, tokens, () =>
    accountOf(parts, provider, { token: tokens.accessToken, app }),
  )
  return { tokens, account }
}

async function redeem(
  ports: Ports,
  attempt: Attempt,
  content: Extract<TicketContent, { kind: 'code' }>,
  app: App,
): Promise<TokenSet> {
  const provider = providerOf(ports, attempt.providerId)
  const sentAt = ports.now().getTime()
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const answer = await redeemCode(
    provider.token,
    {
      ...client,
      code: new Secret(content.code),
      redirectUri: attempt.redirectUri,
      codeVerifier: content.verifier === null ? null : new Secret(content.verifier),
    },
    (url, init) => ports.outbound.request(provider, url, init),
  )
  return learnLifetime(
    ports,
    provider,
    client,
    takeTokens(ports, provider, { answer, old: NO_TOKENS, sentAt }),
  )
}

/** Nothing is swapped in silence: the tokens wait, sealed in a new ticket, until the person has answered. */
async function askAboutAccount(
  ports: Ports,
  attempt: Attempt,
  asked: Secret,
  { tokens, account, current }: { tokens: TokenSet; account: Account; current: Connection },
): Promise<HubError> {
  const next = makeTicket(ports, attempt, { kind: 'tokens', tokens: writeTokenSet(tokens), account })
  await ports.store.attempts.renewTicket(hashToken(asked.reveal()), next.hash, next.expiresAt)
  return new HubError('different_account', {
    facts: {
      ticket: next.text.reveal(),
      account: account.id,
      accountName: account.name,
      currentAccountName: current.account.name,
    },
  })
}

interface ToSave {
  readonly session: Session
  readonly attempt: Attempt
  readonly tokens: TokenSet
  readonly account: Account
  readonly current: Connection | undefined
}

async function save(ports: Ports, caller: Caller, what: ToSave): Promise<Connection> {
  const { session, attempt, tokens, account, current } = what
  const { workspaceId, owner } = session
  const { providerId, appId } = attempt
  const access = accessOf(session, attempt, current)
  const made = { providerId, appId, owner, account, access, tokens, apiKey: null }
  const connection = connectionOf(ports, workspaceId, made, current)
  const { id } = connection
  const events = eventsOfSaving(caller, connection, current)
  const guard = guardOfSaving(tokens, connection)
  if (await ports.store.connections.save(connection, session.id, events, guard)) return connection
  // Another session of the same owner connected the same account in this very moment: renew that one.
  const key = { workspaceId, providerId, owner, accountId: account.id }
  const winner = await ports.store.connections.findByAccount(key)
  if (!winner || (winner.id === id && guard === 'any'))
    throw new HubError('internal', { detail: `connection ${id} could not be saved` })
  if (winner.id === id) await sleep(SOON_MS)
  return save(ports, caller, { ...what, current: winner })
}

/**
 * What the person allows. An account that turns out to be connected already keeps what it had, unless the person has
 * changed something on the page; a link that names its connection has shown what it has.
 */
function accessOf(session: Session, attempt: Attempt, current: Connection | undefined): Access {
  if (!current || current.id === session.connectionId) return attempt.access
  const untouched = session.skipsPage || isDeepStrictEqual(attempt.access, firstShown(session.access))
  return untouched ? current.access : attempt.access
}
