import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { eraseEndUser } from '../../end-users/erase-end-user.ts'
import { exportEndUser } from '../../end-users/export-end-user.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { endUserErasure, endUserExport } from '../schemas/end-user.ts'
import { pathParams } from '../schemas/params.ts'
import { sendDocument } from '../send-document.ts'
import { toCallResponse } from './calls.ts'

/** Access and erasure on request (GDPR, articles 15 and 17). */
export function endUserRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['End users']
  const params = pathParams('endUserId')
  return async (server) => {
    server.get(
      '/v1/end-users/:endUserId/export',
      {
        config: { scope: 'end_users:read' },
        schema: {
          tags,
          operationId: 'exportEndUser',
          summary: 'Export everything about an end user',
          description: 'As one document, for a request of access. Credentials are not part of it.',
          params,
          response: { 200: endUserExport },
        },
      },
      async (request, reply) => {
        const { endUserId } = request.params
        const { workspaceId } = principalOf(request)
        const { connections, events, calls } = await exportEndUser(context, workspaceId, endUserId)
        return sendDocument(reply, {
          endUserId,
          exportedAt: context.now().toISOString(),
          connections: { pages: eachOf(connections, (one) => toConnectionResponse(context, one)) },
          events: { pages: events },
          calls: { pages: eachOf(calls, toCallResponse) },
        })
      },
    )

    server.delete(
      '/v1/end-users/:endUserId',
      {
        config: { scope: 'end_users:write' },
        schema: {
          tags,
          operationId: 'eraseEndUser',
          summary: 'Erase everything about an end user',
          description:
            'Revokes and deletes their connections, and deletes connect sessions, logged calls and webhook deliveries. Repeat it if it fails halfway. The response is a receipt; the event that stays has a hash of the ID only.',
          params,
          response: { 200: endUserErasure },
        },
      },
      async (request): Promise<Wire.EndUserErasure> => {
        const { endUserId } = request.params
        const erased = await eraseEndUser(context, principalOf(request), endUserId)
        const { eventId: id, erasedAt, connections, ...counts } = erased
        return {
          id,
          endUserId,
          erasedAt: new Date(erasedAt).toISOString(),
          connections: connections.map((connection) => ({
            id: connection.id,
            deletedCredentials: connection.deletedCredentials,
            providerRevocation: connection.providerRevocation,
            authorizedAppsUrl: connection.authorizedAppsUrl,
          })),
          ...counts,
        }
      },
    )
  }
}

async function* eachOf<T, Shown>(
  pages: AsyncIterable<readonly T[]>,
  show: (one: T) => Shown,
): AsyncGenerator<Shown[]> {
  for await (const page of pages) yield page.map(show)
}
