import { HubError } from '../errors.ts'
import { hashToken, newRandomToken } from '../id.ts'
import { Secret } from '../secret.ts'
import type { Session } from './connection.ts'
import type { Ports } from './ports.ts'

/**
 * Opens a connect link: once, in one browser. The browser gets a fresh random cookie, never one that it brought.
 * @param cookieOf what this browser already holds for a session
 * @returns the cookie to set, or null when this very browser opened it before
 * @throws HubError link_unknown, link_used, link_expired
 */
export async function openLink(
  { store, now }: Ports,
  token: Secret,
  cookieOf: (sessionId: string) => string | undefined,
): Promise<{ session: Session; cookie: Secret | null }> {
  const tokenHash = hashToken(token.reveal())
  const session = await store.sessions.findByToken(tokenHash)
  if (!session) throw new HubError('link_unknown')
  const held = cookieOf(session.id)
  if (held && (await store.sessions.readOpened(session.id, hashToken(held)))) return { session, cookie: null }
  const cookie = newRandomToken()
  if (await store.sessions.open(tokenHash, hashToken(cookie), now().getTime()))
    return { session, cookie: new Secret(cookie) }
  throw new HubError(session.openedAt === null ? 'link_expired' : 'link_used')
}

/** The session that this browser opened. @throws HubError session_expired */
export async function openedSession(
  { store, now }: Ports,
  sessionId: string,
  cookie: string | undefined,
): Promise<Session> {
  const session = cookie && (await store.sessions.readOpened(sessionId, hashToken(cookie)))
  if (!session || session.expiresAt <= now().getTime() || session.completedAt !== null)
    throw new HubError('session_expired')
  return session
}
