import type { FastifyContextConfig } from 'fastify'

const IDEMPOTENCY_KEY = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      examples: ['5f0e1c0a-6d0f-4c62-9a62-2f1c8a3c9d10'],
      description:
        'For 24 hours, the same request with the same key gets the same response, with `Idempotent-Replayed: true`, and is not done again. An error that asks to retry frees the key: the request can be repeated with it.',
    },
  },
} as const

/** Whether the route honors `Idempotency-Key`. */
export function isIdempotent(method: string, { scope, idempotencyKey }: FastifyContextConfig): boolean {
  return method === 'POST' && scope !== undefined && idempotencyKey !== false
}

/** Request headers of a route, as a JSON schema; undefined if it reads none. */
export function headersOfRoute(method: string, config: FastifyContextConfig): object | undefined {
  return isIdempotent(method, config) ? IDEMPOTENCY_KEY : undefined
}
