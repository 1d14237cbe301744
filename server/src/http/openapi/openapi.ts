import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { AppContext } from '../../context.ts'
import type { ErrorCode } from '../../kernel/error-catalogue.ts'
import { registerReference } from './register-reference.ts'
import { sendStatic, staticDocument } from './static-document.ts'
import { tidyComponents, type Components } from './components.ts'
import { withExamples, type Operation } from './examples.ts'
import { fastPathOperations } from './fast-path.ts'
import { headersOfRoute } from './headers.ts'
import { problemExamples, problemResponses } from './problems.ts'
import { SECURITY_SCHEMES, securityOf } from './security.ts'
import { TAGS } from './tags.ts'
import { withEventSchemas } from './event-schemas.ts'
import { describeWebhooks } from './webhooks.ts'
import { isObject } from '../../kernel/json.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The error codes of this operation, beside those that every operation of its kind has. */
    problems?: readonly ErrorCode[]
  }
}

/** The parts of the description that this code reads. */
interface OpenapiDocument {
  readonly components: Components
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/**
 * `/openapi.json` (OpenAPI 3.1), and the reference at `/docs`, which loads nothing from other hosts. Everything is from the schemas that
 * validate requests and write responses, the routes’ configuration and the error catalogue.
 */
export async function registerOpenapi(
  server: FastifyInstance,
  context: Pick<AppContext, 'publicUrl'>,
): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Letterlock',
        version: '1',
        description:
          'Connects email marketing accounts through OAuth 2 and keeps the connections working. Errors are problems (RFC 9457) with a stable `code`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: [...TAGS],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: (document) => {
      const { url, schema } = jsonSchemaTransform(document)
      const { method, config = {} } = document.route
      if (!schema || schema.hide) return { url, schema: { ...schema, hide: true } }
      const headers = headersOfRoute(String(method), config)
      const problems = problemResponses(String(method), config, schema)
      return {
        url,
        schema: {
          ...schema,
          ...(headers && { headers }),
          security: securityOf(config),
          response: { ...(isObject(schema.response) && schema.response), ...problems },
        },
      }
    },
    transformObject: (document) => {
      const described = jsonSchemaTransformObject(document) as unknown as OpenapiDocument
      const paths = { ...described.paths, ...fastPathOperations() }
      // Known once the server listens.
      const servers = [{ url: context.publicUrl() }]
      const components = { ...withEventSchemas(described.components), examples: problemExamples(paths) }
      const webhooks = describeWebhooks()
      return withExamples(tidyComponents({ ...described, servers, paths, webhooks, components })) as never
    },
  })
  registerReference(server)
  const description = staticDocument('application/json; charset=utf-8', () =>
    JSON.stringify(server.swagger()),
  )
  server.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => sendStatic(reply, description))
}
