import { EVENT_TYPES } from '../../workspaces/event-types.ts'
import { EVENT_DESCRIPTIONS } from './event-descriptions.ts'
import { eventSchemaName } from './event-schemas.ts'

const header = (name: string, description: string): object => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

const HEADERS = [
  header('webhook-id', 'The ID of the event, the same at every attempt.'),
  header('webhook-timestamp', 'When this attempt was sent, in seconds since 1970.'),
  header(
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; one for each signing secret, separated by blanks.',
  ),
]

const RESPONSES = {
  '2XX': { description: 'Accepted. Anything else is a failure, and is retried for three days.' },
  410: { description: 'Disables the webhook endpoint.' },
}

/** The `webhooks` of OpenAPI 3.1: one entry per event type, with the schema of the API's events. */
export function describeWebhooks(): Record<string, object> {
  return Object.fromEntries(
    EVENT_TYPES.map((type) => {
      const schema = { $ref: `#/components/schemas/${eventSchemaName(type)}` }
      const requestBody = { required: true, content: { 'application/json': { schema } } }
      const post = {
        tags: ['Webhooks'],
        operationId: `receive_${type.replace('.', '_')}`,
        summary: type,
        description: EVENT_DESCRIPTIONS[type],
        parameters: HEADERS,
        requestBody,
        responses: RESPONSES,
        security: [],
      }
      return [type, { post }]
    }),
  )
}
