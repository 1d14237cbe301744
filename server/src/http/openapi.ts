import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { describeWebhooks } from './describe-webhooks.ts'
import { newToken, token } from './schemas.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

const LOGO = {
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40"><text x="4" y="27" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="#fff">Letterlock</text></svg>',
}

const IDEMPOTENCY_KEY = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description:
        'For 24 hours, a request with the same key and content gets the same response, with Idempotent-Replayed: true, and is not executed again.',
    },
  },
}

/** Serves `/openapi.json`, generated from the schemas that validate, and the reference at `/docs`, which needs no other host. */
export async function registerOpenapi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Letterlock',
        version: '1',
        description: 'Connects email marketing accounts through OAuth 2 and keeps the connections working.',
      },
      components: {
        securitySchemes: { secretKey: { type: 'http', scheme: 'bearer', bearerFormat: 'llk_…' } },
      },
      security: [{ secretKey: [] }],
    },
    transform: (document) => {
      const { url, schema } = jsonSchemaTransform(document)
      const { method, config } = document.route
      const honours = method === 'POST' && config?.scope !== undefined && config.idempotencyKey !== false
      return { url, schema: honours ? { ...schema, headers: IDEMPOTENCY_KEY } : schema }
    },
    transformObject: (document) => {
      const api = jsonSchemaTransformObject(document)
      return {
        ...api,
        paths: { ...api.paths, ...hotPaths() },
        webhooks: describeWebhooks(),
      } as typeof api
    },
  })
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    logo: LOGO,
    theme: { title: 'Letterlock API' },
  })
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger())
}

/** The fast path's routes, which the framework does not know. */
function hotPaths(): Record<string, unknown> {
  const id = { name: 'connectionId', in: 'path', required: true, schema: { type: 'string' } }
  const path = { name: 'path', in: 'path', required: true, schema: { type: 'string' } }
  const forward = {
    tags: ['proxy'],
    summary: 'Call the provider’s API',
    parameters: [id, path],
    responses: {
      default: {
        description: 'The provider’s response. Letterlock-Credential names the credential that was used.',
      },
    },
  }
  const { $schema: _, ...schema } = z.toJSONSchema(token)
  const { $schema: __, ...body } = z.toJSONSchema(newToken)
  return {
    '/v1/connections/{connectionId}/token': {
      post: {
        tags: ['connections'],
        summary: 'Get an access token',
        description:
          'Returns a valid token and refreshes it if needed. Do not store it: request it for each call.',
        parameters: [id],
        requestBody: { content: { 'application/json': { schema: body } } },
        responses: { 200: { description: 'The token', content: { 'application/json': { schema } } } },
      },
    },
    '/v1/proxy/{connectionId}/{path}': Object.fromEntries(
      ['get', 'head', 'post', 'put', 'patch', 'delete'].map((method) => [method, forward]),
    ),
  }
}
