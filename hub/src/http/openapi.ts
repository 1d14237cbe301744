import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** `/openapi.json` from the schemas that validate, and the reference at `/docs`, which needs no other host. */
export async function registerOpenapi(server: FastifyInstance, publicUrl: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Letterlock',
        version: '1',
        description: 'Connects e-mail marketing accounts through OAuth 2 and keeps the connections alive.',
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: { secretKey: { type: 'http', scheme: 'bearer', bearerFormat: 'llk_…' } },
      },
      security: [{ secretKey: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger())
}
