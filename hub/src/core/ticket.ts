import { HubError } from '../errors.ts'
import { hashToken, newRandomToken } from '../id.ts'
import { Secret } from '../secret.ts'
import { MINUTE, SECOND } from '../time.ts'
import type { Account } from './connection.ts'
import type { Ports } from './ports.ts'

/**
 * What the browser carries to the application and back to us: the platform's code, sealed, so that it is redeemed
 * only after the application has said who is signed in there, and is never stored. After `different_account` it
 * carries the tokens instead, until the person has answered.
 */
export type TicketContent =
  | { readonly kind: 'code'; readonly code: string; readonly verifier: string | null }
  | { readonly kind: 'tokens'; readonly tokens: string; readonly account: Account }

/** Long enough for a redirect; the platform's code lives no longer anyway. */
const CODE_TICKET_MS = 60 * SECOND
/** Long enough for a question. */
const TOKENS_TICKET_MS = 10 * MINUTE

export interface Ticket {
  readonly text: Secret
  readonly hash: string
  readonly expiresAt: number
}

interface For {
  readonly workspaceId: string
  readonly sessionId: string
}

export function makeTicket(
  { vault, now }: Ports,
  { workspaceId, sessionId }: For,
  content: TicketContent,
): Ticket {
  const sealed = vault.seal(JSON.stringify(content), { workspaceId, rowId: sessionId, field: 'ticket' })
  const text = `llt_${newRandomToken()}.${Buffer.from(sealed).toString('base64url')}`
  const lifetimeMs = content.kind === 'code' ? CODE_TICKET_MS : TOKENS_TICKET_MS
  return { text: new Secret(text), hash: hashToken(text), expiresAt: now().getTime() + lifetimeMs }
}

/** @throws HubError ticket_unknown: damaged, or of another session */
export function openTicket({ vault }: Ports, { workspaceId, sessionId }: For, ticket: Secret): TicketContent {
  const [, sealed = ''] = ticket.reveal().split('.')
  try {
    const place = { workspaceId, rowId: sessionId, field: 'ticket' } as const
    return JSON.parse(vault.open(Buffer.from(sealed, 'base64url'), place)) as TicketContent
  } catch (cause) {
    throw new HubError('ticket_unknown', { cause })
  }
}
