import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createKey, revokeKey } from '../../core/keys.ts'
import type { KeyRow } from '../../core/ports.ts'
import { HubError } from '../../errors.ts'
import { isoOrNull } from '../../time.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { id, newKey, pageOf, secretKey } from '../schemas.ts'

/** Keys to our own API. */
export function keyRoutes({ ports, guard }: Context): FastifyPluginAsyncZod {
  const tags = ['keys']
  return async (server) => {
    server.get(
      '/v1/keys',
      {
        config: { right: 'keys.write' },
        schema: { tags, summary: 'List the keys', response: { 200: pageOf(secretKey) } },
      },
      async (request) => {
        const keys = await ports.store.keys.list(callerOf(request).workspaceId)
        return { items: keys.map(describe), nextCursor: null }
      },
    )

    server.post(
      '/v1/keys',
      {
        config: { right: 'keys.write' },
        schema: {
          tags,
          summary: 'Create a key; its secret is shown once',
          body: newKey,
          response: { 201: secretKey },
        },
      },
      async (request, reply) => {
        const { workspaceId, keyId, gives } = callerOf(request)
        const { name, rights: wanted } = request.body
        const beyond = wanted.find((right) => !gives.has(right))
        if (beyond) throw new HubError('missing_right', { facts: { right: beyond } })
        const { key, secret } = await createKey(ports, { workspaceId, name, rights: wanted, actor: keyId })
        reply.header('cache-control', 'no-store')
        return reply.code(201).send({ ...describe(key), secret: secret.reveal() })
      },
    )

    server.delete(
      '/v1/keys/:id',
      {
        config: { right: 'keys.write' },
        schema: { tags, summary: 'Revoke a key', params: id, response: { 204: z.void() } },
      },
      async (request, reply) => {
        const { workspaceId, keyId } = callerOf(request)
        await revokeKey(ports, guard, { workspaceId, id: request.params.id, actor: keyId })
        return reply.code(204).send()
      },
    )
  }
}

function describe(key: KeyRow): Wire.SecretKey {
  return {
    id: key.id,
    name: key.name,
    rights: [...key.rights],
    prefix: key.prefix,
    createdAt: new Date(key.createdAt).toISOString(),
    lastUsedAt: isoOrNull(key.lastUsedAt),
    revokedAt: isoOrNull(key.revokedAt),
  }
}
