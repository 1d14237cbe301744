import type { FastifyContextConfig } from 'fastify'
import { ERROR_CATALOGUE, ERROR_CODES, type ErrorCode } from '../../kernel/error-catalogue.ts'
import { withoutFacts } from '../../kernel/error-message.ts'
import { problem } from '../schemas/problem.ts'
import { exampleId } from '../schemas/values.ts'
import { isIdempotent } from './headers.ts'
import { referenceTo } from './reference.ts'
import { memberAt } from '../../kernel/member-at.ts'

/** The error codes of a path parameter whose resource does not exist. */
const NOT_FOUND: Readonly<Record<string, readonly ErrorCode[]>> = {
  connectionId: ['connection_not_found'],
  connectSessionId: ['connect_session_not_found'],
  oauthAppId: ['oauth_app_not_found'],
  clientSecretId: [],
  secretKeyId: ['secret_key_not_found'],
  sendRequestId: ['send_request_not_found'],
  userId: ['member_not_found'],
  invitationId: ['invitation_not_found'],
  assistantId: ['assistant_not_found'],
  consentRequestId: ['consent_request_not_found'],
  webhookEndpointId: ['webhook_endpoint_not_found'],
  deliveryId: ['delivery_not_found'],
  callId: ['call_not_found'],
  endUserId: ['end_user_not_found'],
  audienceId: ['resource_not_found'],
  automationId: ['resource_not_found'],
  campaignId: ['resource_not_found'],
  contact: ['resource_not_found'],
}

interface Described {
  readonly params?: unknown
}

/** Methods whose requests can have a body. It is parsed even if the operation does not read it. */
const HAS_BODY = /^(?:POST|PUT|PATCH|DELETE)$/i

/** The error codes of an operation: those of its kind, and its own. */
export function problemsOf(method: string, config: FastifyContextConfig, { params }: Described): ErrorCode[] {
  const names = Object.keys(memberAt(params, 'properties') ?? {})
  // A parameter that is not known is an invalid request, too.
  const codes: ErrorCode[] = ['rate_limited', 'database_unavailable', 'internal_error', 'invalid_request']
  if (HAS_BODY.test(method)) codes.push('request_timeout', 'request_too_large', 'unsupported_media_type')
  if (config.principals !== 'none')
    codes.push('authentication_required', 'invalid_token', 'not_a_member', 'origin_not_allowed')
  if (config.scope) codes.push('insufficient_scope')
  if (isIdempotent(method, config))
    codes.push('idempotency_key_in_use', 'idempotency_key_reused', 'idempotency_outcome_unknown')
  codes.push(...names.flatMap((name) => NOT_FOUND[name] ?? []), ...(config.problems ?? []))
  return [...new Set(codes)].toSorted()
}

/** The error responses of an operation, one for each status, with an example for each code. */
export function problemResponses(
  method: string,
  config: FastifyContextConfig,
  schema: Described,
): Record<string, object> {
  return responsesFor(problemsOf(method, config, schema))
}

const EXAMPLES = '#/components/examples/'

/** Responses with problem details (RFC 9457), by status; each code is an example. */
export function responsesFor(codes: readonly ErrorCode[]): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => ERROR_CATALOGUE[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus.map((code) => `\`${code}\``).join(', '),
        content: {
          'application/problem+json': {
            schema: { $ref: referenceTo(problem) },
            examples: Object.fromEntries(ofStatus.map((code) => [code, { $ref: EXAMPLES + code }])),
          },
        },
      },
    ]),
  )
}

/** An example for each error code that these paths refer to. */
export function problemExamples(paths: object): Record<string, { readonly value: object }> {
  const used = JSON.stringify(paths)
  const codes = ERROR_CODES.filter((code) => used.includes(`"${EXAMPLES}${code}"`))
  return Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }]))
}

function exampleOf(code: ErrorCode): object {
  const { status, title, detail, nextStep } = ERROR_CATALOGUE[code]
  const requestId = exampleId('req')
  return {
    type: `urn:letterlock:error:${code}`,
    title,
    status,
    detail: withoutFacts(detail),
    instance: `urn:letterlock:request:${requestId}`,
    code,
    nextStep: withoutFacts(nextStep),
    requestId,
  }
}
