import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createSecretKey, revokeSecretKey } from '../../workspaces/secret-keys.ts'
import type { KeyRow } from '../../workspaces/secret-key.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { isoOrNull } from '../../kernel/time.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { pageOf } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { createSecretKeyInput, secretKey } from '../schemas/workspace.ts'

/** Secret keys for this API. */
export function secretKeyRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Secret keys']
  return async (server) => {
    server.get(
      '/v1/secret-keys',
      {
        config: { scope: 'secret_keys:read' },
        schema: {
          tags,
          operationId: 'listSecretKeys',
          summary: 'List secret keys',
          response: { 200: pageOf(secretKey) },
        },
      },
      async (request) => {
        const keys = await context.store.secretKeys.list(principalOf(request).workspaceId)
        return { items: keys.map(describe), nextCursor: null }
      },
    )

    server.post(
      '/v1/secret-keys',
      {
        config: { scope: 'secret_keys:write' },
        schema: {
          tags,
          operationId: 'createSecretKey',
          summary: 'Create a secret key',
          description: 'The response has its `secret`, which is returned only now.',
          body: createSecretKeyInput,
          response: { 201: secretKey },
        },
      },
      async (request, reply) => {
        const { workspaceId, principalId, gives } = principalOf(request)
        const { name, scopes: wanted } = request.body
        const beyond = wanted.find((scope) => !gives.has(scope))
        if (beyond) throw new ProblemError('insufficient_scope', { facts: { scope: beyond } })
        const { key, secret } = await createSecretKey(context, {
          workspaceId,
          name,
          scopes: wanted,
          actor: principalId,
        })
        reply.header('cache-control', 'no-store')
        return reply.code(201).send({ ...describe(key), secret: secret.reveal() })
      },
    )

    server.delete(
      '/v1/secret-keys/:secretKeyId',
      {
        config: { scope: 'secret_keys:write' },
        schema: {
          tags,
          operationId: 'revokeSecretKey',
          summary: 'Revoke a secret key',
          params: pathParams('secretKeyId'),
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        const { workspaceId, principalId } = principalOf(request)
        await revokeSecretKey(context, { workspaceId, id: request.params.secretKeyId, actor: principalId })
        return reply.code(204).send()
      },
    )
  }
}

function describe(key: KeyRow): Wire.SecretKey {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    prefix: key.prefix,
    createdAt: new Date(key.createdAt).toISOString(),
    lastUsedAt: isoOrNull(key.lastUsedAt),
    revokedAt: isoOrNull(key.revokedAt),
  }
}
