import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Session } from '../../connect/connect-session.ts'
import { createSession } from '../../connect/create-connect-session.ts'
import { finishConnection } from '../../connect/confirm-connect-session.ts'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { confirmation, connection, connectSession, idParam, newConnectSession } from '../schemas.ts'

const DEFAULT_LIFETIME_SECONDS = 1800

/** Connect sessions: links for end users, and their confirmation by the application. */
export function connectSessionRoutes(context: Context): FastifyPluginAsyncZod {
  const { ports } = context
  const describe = (session: Session): Wire.ConnectSession => ({
    id: session.id,
    endUserId: session.endUserId,
    providers: [...session.providerSlugs],
    returnUrl: session.returnUrl,
    connectionId: session.connectionId,
    status: statusOf(session, ports.now()),
    expiresAt: new Date(session.expiresAt).toISOString(),
  })
  const tags = ['Connect sessions']
  const params = idParam('connectSessionId')

  return async (server) => {
    server.post(
      '/v1/connect-sessions',
      {
        config: { scope: 'connect_sessions:write' },
        schema: {
          tags,
          summary: 'Create a connect session',
          body: newConnectSession,
          response: { 201: connectSession },
        },
      },
      async (request, reply) => {
        const {
          endUserId,
          returnUrl,
          providers,
          permissions,
          connectionId,
          skipConnectPage,
          expiresInSeconds,
        } = request.body
        const { session, url } = await createSession(ports, principalOf(request), {
          endUserId,
          returnUrl,
          providerSlugs: providers ?? null,
          permissions: permissions ?? null,
          connectionId: connectionId ?? null,
          skipConnectPage: skipConnectPage ?? false,
          expiresInSeconds: expiresInSeconds ?? DEFAULT_LIFETIME_SECONDS,
        })
        return reply.code(201).send({ ...describe(session), url })
      },
    )

    server.get(
      '/v1/connect-sessions/:connectSessionId',
      {
        config: { scope: 'connect_sessions:write' },
        schema: { tags, summary: 'Get a connect session', params, response: { 200: connectSession } },
      },
      async (request) => {
        const session = await ports.store.sessions.read(request.params.connectSessionId)
        const { workspaceId, endUserId } = principalOf(request)
        if (session?.workspaceId !== workspaceId || (endUserId !== null && session.endUserId !== endUserId))
          throw new ProblemError('connect_session_not_found')
        return describe(session)
      },
    )

    server.post(
      '/v1/connect-sessions/:connectSessionId/confirm',
      {
        config: { scope: 'connect_sessions:write' },
        schema: {
          tags,
          summary: 'Confirm a connect session',
          description:
            'Call this when the browser has returned to your return URL. Send the confirmation token and the ID of the end user who is signed in to your application in that browser. The authorization code is redeemed only now.',
          params,
          body: confirmation,
          response: { 200: connection },
        },
      },
      async (request) => {
        const { confirmationToken, endUserId, acceptAccountId } = request.body
        const finished = await finishConnection(context, principalOf(request), {
          sessionId: request.params.connectSessionId,
          confirmationToken: new Secret(confirmationToken),
          endUserId,
          acceptAccountId: acceptAccountId ?? null,
        })
        return describeConnection(ports, finished)
      },
    )
  }
}

function statusOf(session: Session, now: Date): Wire.ConnectSession['status'] {
  if (session.completedAt !== null) return 'completed'
  if (session.expiresAt <= now.getTime()) return 'expired'
  return session.openedAt === null ? 'pending' : 'opened'
}
