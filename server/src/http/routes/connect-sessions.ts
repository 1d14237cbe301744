import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ConnectSession } from '../../connect/connect-session.ts'
import { createConnectSession } from '../../connect/create-connect-session.ts'
import { confirmConnectSession } from '../../connect/confirm-connect-session.ts'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import {
  confirmConnectSessionInput,
  connectSession,
  createConnectSessionInput,
} from '../schemas/connect-session.ts'
import { connection } from '../schemas/connection.ts'
import { pathParams } from '../schemas/params.ts'
import { CONFIRM_PROBLEMS, CREATE_CONNECT_SESSION_PROBLEMS } from '../../connect/problems.ts'

const DEFAULT_LIFETIME_SECONDS = 1800

/** Connect sessions: links for end users, and their confirmation by the application. */
export function connectSessionRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const describe = (session: ConnectSession): Wire.ConnectSession => ({
    id: session.id,
    endUserId: session.endUserId,
    providers: [...session.providerSlugs],
    returnUrl: session.returnUrl,
    connectionId: session.connectionId,
    labels: { ...session.labels },
    status: statusOf(session, context.now()),
    expiresAt: new Date(session.expiresAt).toISOString(),
  })
  const tags = ['Connect sessions']
  const params = pathParams('connectSessionId')

  return async (server) => {
    server.post(
      '/v1/connect-sessions',
      {
        config: {
          scope: 'connect_sessions:write',
          problems: CREATE_CONNECT_SESSION_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'createConnectSession',
          summary: 'Create a connect session',
          description: 'Send the end user to its `url`.',
          body: createConnectSessionInput,
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
          labels,
          skipConnectPage,
          locale,
          expiresInSeconds,
        } = request.body
        const { session, url } = await createConnectSession(context, principalOf(request), {
          endUserId,
          returnUrl,
          providerSlugs: providers ?? null,
          permissions: permissions ?? null,
          connectionId: connectionId ?? null,
          labels: labels ?? {},
          skipConnectPage: skipConnectPage ?? false,
          locale: locale ?? null,
          expiresInSeconds: expiresInSeconds ?? DEFAULT_LIFETIME_SECONDS,
        })
        return reply.code(201).send({ ...describe(session), url })
      },
    )

    server.get(
      '/v1/connect-sessions/:connectSessionId',
      {
        config: { scope: 'connect_sessions:read' },
        schema: {
          tags,
          operationId: 'getConnectSession',
          summary: 'Get a connect session',
          params,
          response: { 200: connectSession },
        },
      },
      async (request) => {
        const session = await context.store.connectSessions.read(request.params.connectSessionId)
        const { workspaceId, endUserId } = principalOf(request)
        if (session?.workspaceId !== workspaceId || (endUserId !== null && session.endUserId !== endUserId))
          throw new ProblemError('connect_session_not_found')
        return describe(session)
      },
    )

    server.post(
      '/v1/connect-sessions/:connectSessionId/confirm',
      {
        config: {
          scope: 'connect_sessions:write',
          problems: CONFIRM_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'confirmConnectSession',
          summary: 'Confirm a connect session',
          description:
            'Call this when the browser is back at your return URL, with the confirmation token of its query and your own ID for the end user who is signed in there. Only now is the authorization code redeemed.',
          params,
          body: confirmConnectSessionInput,
          response: { 200: connection },
        },
      },
      async (request) => {
        const { confirmationToken, endUserId, acceptAccountId } = request.body
        const finished = await confirmConnectSession(context, principalOf(request), {
          sessionId: request.params.connectSessionId,
          confirmationToken: new Secret(confirmationToken),
          endUserId,
          acceptAccountId: acceptAccountId ?? null,
        })
        return toConnectionResponse(context, finished)
      },
    )
  }
}

function statusOf(session: ConnectSession, now: Date): Wire.ConnectSession['status'] {
  if (session.completedAt !== null) return 'completed'
  if (session.expiresAt <= now.getTime()) return 'expired'
  return session.openedAt === null ? 'pending' : 'opened'
}
