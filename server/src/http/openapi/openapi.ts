import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { AppContext } from '../../context.ts'
import type { ErrorCode } from '../../kernel/error-catalogue.ts'
import { tidyComponents, type Components } from './components.ts'
import { withExamples, type Operation } from './examples.ts'
import { fastPathOperations } from './fast-path.ts'
import { forReference } from './for-reference.ts'
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

const LOGO = {
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40"><text x="4" y="27" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="#fff">Letterlock</text></svg>',
}

/** Of the reference at `/docs`. The one style that is not in a file is that of Swagger UI’s own logo. */
const REFERENCE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': ["'self'", "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"],
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
}

/** The description as a program reads it. */
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
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: REFERENCE_POLICY,
    // Closed: a page of some two hundred open operations takes a browser many seconds.
    transformSpecification: (description) => forReference(description),
    transformSpecificationClone: false,
    uiConfig: { docExpansion: 'none', defaultModelsExpandDepth: -1, filter: true },
    logo: LOGO,
    theme: { title: 'Letterlock API' },
  })
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger())
}
