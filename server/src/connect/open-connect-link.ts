import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newRandomToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { ConnectSession } from './connect-session.ts'
import type { ConnectContext } from './context.ts'

/**
 * Opens a connect link once, in one browser, with a new random cookie.
 * @param cookieOf the browser's cookie for a session
 * @returns the cookie to set, or null if this browser opened the link before
 * @throws ProblemError connect_link_not_found, connect_link_used, connect_link_expired
 */
export async function openConnectLink(
  { store, now }: ConnectContext,
  token: Secret,
  cookieOf: (sessionId: string) => string | undefined,
): Promise<{ session: ConnectSession; cookie: Secret | null }> {
  const tokenHash = hashToken(token.reveal())
  const session = await store.connectSessions.findByToken(tokenHash)
  if (!session) throw new ProblemError('connect_link_not_found')
  const held = cookieOf(session.id)
  if (held && (await store.connectSessions.readOpened(session.id, hashToken(held))))
    return { session, cookie: null }
  const cookie = newRandomToken()
  const at = now().getTime()
  if (await store.connectSessions.open(tokenHash, hashToken(cookie), at))
    return { session, cookie: new Secret(cookie) }
  // Another browser may have opened it since it was read.
  const isExpired = session.openedAt === null && session.expiresAt <= at
  throw new ProblemError(isExpired ? 'connect_link_expired' : 'connect_link_used')
}

/**
 * The session that this browser opened.
 * @throws ProblemError connect_session_expired
 */
export async function openedSession(
  { store, now }: ConnectContext,
  sessionId: string,
  cookie: string | undefined,
): Promise<ConnectSession> {
  const session = cookie && (await store.connectSessions.readOpened(sessionId, hashToken(cookie)))
  if (!session || session.expiresAt <= now().getTime() || session.completedAt !== null)
    throw new ProblemError('connect_session_expired')
  return session
}
