import type { Scope } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import type { ErrorCode } from '../../kernel/error-catalogue.ts'
import { accessToken } from '../schemas/connection.ts'
import { getAccessTokenInput } from '../schemas/connection-inputs.ts'
import { pathParams } from '../schemas/params.ts'
import type { Operation } from './examples.ts'
import { referenceTo } from './reference.ts'
import { problemsOf, responsesFor } from './problems.ts'
import { PROXY_PROBLEMS } from '../../proxy/problems.ts'
import { ACCESS_TOKEN_PROBLEMS } from '../../tokens/problems.ts'

const securityWith = (scope: Scope): { secretKey: Scope[] }[] => [{ secretKey: [scope] }]

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const

/** The routes that are served before the framework, which therefore does not know them. */
export function fastPathOperations(): Record<string, Record<string, Operation>> {
  const { connectionId } = pathParams('connectionId').shape
  const connection = parameter('connectionId', connectionId)
  const path = parameter(
    'path',
    z.string().meta({
      description: 'The path at the provider, as below the account’s `apiBaseUrl`, with its query.',
      examples: [EXAMPLE_PROVIDER.apiPath],
    }),
  )
  return {
    '/v1/connections/{connectionId}/token': {
      post: {
        tags: ['Connections'],
        operationId: 'getAccessToken',
        summary: 'Get an access token',
        description: 'The token works now. Do not store it: get it again for the next request.',
        parameters: [connection],
        security: securityWith('tokens:read'),
        requestBody: {
          content: { 'application/json': { schema: { $ref: referenceTo(getAccessTokenInput, true) } } },
        },
        responses: {
          200: {
            description: 'The token',
            content: { 'application/json': { schema: { $ref: referenceTo(accessToken) } } },
          },
          ...problems('POST', 'tokens:read', ACCESS_TOKEN_PROBLEMS),
        },
      } as Operation,
    },
    '/v1/proxy/{connectionId}/{path}': Object.fromEntries(
      METHODS.map((method) => [
        method,
        {
          tags: ['Proxy'],
          operationId: `proxy${method.slice(0, 1).toUpperCase()}${method.slice(1)}`,
          summary: `Send a ${method.toUpperCase()} request to the provider`,
          description:
            'With the connection’s credential. The response is the provider’s own, with `letterlock-credential` among its headers.',
          parameters: [connection, path],
          security: securityWith('proxy:use'),
          ...(['post', 'put', 'patch'].includes(method) && {
            requestBody: { content: { '*/*': { schema: { description: 'As the provider wants it.' } } } },
          }),
          responses: {
            200: {
              description: 'The provider’s own response; its status may be another.',
              content: { '*/*': { schema: { description: 'As the provider sends it.' } } },
            },
            ...problems(method, 'proxy:use', PROXY_PROBLEMS),
          },
        } as Operation,
      ]),
    ),
  }
}

function problems(
  method: string,
  scope: 'tokens:read' | 'proxy:use',
  own: readonly ErrorCode[],
): Record<string, object> {
  const described = { params: { properties: { connectionId: {} } } }
  return responsesFor(problemsOf(method, { scope, idempotencyKey: false, problems: own }, described))
}

function parameter(name: string, schema: z.ZodType): object {
  const { description, examples, ...rest } = toJson(schema)
  const [example]: unknown[] = Array.isArray(examples) ? examples : []
  return { name, in: 'path', required: true, description, example, schema: rest }
}

function toJson(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema)
  return json
}
