import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { redeemCode } from '../oauth/code-grant.ts'
import { Secret } from '../secret.ts'
import { clientSecretOf, providerOf, readApp } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Account, Attempt, Connection, Session, TokenSet } from './connection.ts'
import { identify, type CallParts } from './identify.ts'
import { connectionOf } from './new-connection.ts'
import type { Ports } from './ports.ts'
import { assertOwner } from './read-connection.ts'
import { makeTicket, openTicket, type TicketContent } from './ticket.ts'
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
  const attempt = await takeTicket(ports, session, confirm.ticket)
  if (session.owner !== confirm.owner) throw new HubError('owner_mismatch')
  const { tokens, account } = await obtain(parts, attempt, content)
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

async function takeTicket({ store, now }: Ports, session: Session, ticket: Secret): Promise<Attempt> {
  const hash = hashToken(ticket.reveal())
  const attempt = await store.attempts.takeTicket(hash, session.workspaceId, now().getTime())
  if (attempt) return attempt
  const known = await store.attempts.findTicket(hash, session.workspaceId)
  if (!known) throw new HubError('ticket_unknown')
  throw new HubError(known.used ? 'ticket_used' : 'ticket_expired')
}

/** Redeems the code and asks whose account it is; or takes both from a ticket that waited for an answer. */
async function obtain(
  parts: CallParts,
  attempt: Attempt,
  content: TicketContent,
): Promise<{ tokens: TokenSet; account: Account }> {
  if (content.kind === 'tokens') return { tokens: readTokenSet(content.tokens), account: content.account }
  const { ports } = parts
  const provider = providerOf(ports, attempt.providerId)
  const app = await readApp(ports, attempt.workspaceId, attempt.appId)
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
  const given = takeTokens(ports, provider, { answer, old: NO_TOKENS, sentAt })
  const tokens = await learnLifetime(ports, provider, client, given)
  const account = await identify(parts, provider, { token: tokens.accessToken, app })
  if (account === 'app_credentials_rejected') throw new HubError(account)
  if (typeof account === 'string')
    throw new HubError('account_lookup_failed', {
      detail: `${provider.id} says of its new token: ${account}`,
    })
  return { tokens, account }
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
  const { providerId, appId, access } = attempt
  const made = { providerId, appId, owner, account, access, tokens, apiKey: null }
  const connection = connectionOf(ports, workspaceId, made, current)
  const { id } = connection
  const event = {
    type: current ? 'connection.renewed' : 'connection.created',
    connectionId: id,
    actor: caller.keyId,
    data: { provider: providerId, owner, account: account.id },
  } as const
  if (await ports.store.connections.save(connection, session.id, event)) return connection
  // Another session of the same owner connected the same account in this very moment: renew that one.
  const key = { workspaceId, providerId, owner, accountId: account.id }
  const winner = await ports.store.connections.findByAccount(key)
  if (!winner || winner.id === id)
    throw new HubError('internal', { detail: `connection ${id} could not be saved` })
  return save(ports, caller, { ...what, current: winner })
}
