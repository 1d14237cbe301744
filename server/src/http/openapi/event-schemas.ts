import { z } from 'zod'
import { EVENT_DATA } from '../../workspaces/event-data.ts'
import { EVENT_TYPES } from '../../workspaces/event-types.ts'
import type { EventType } from '../../workspaces/event.ts'
import type { Components, Json } from './components.ts'

/** Their data is removed when their connection is deleted: it names contacts, campaigns and accounts. */
const IS_ERASED = /^(?:connection\.(?:created|reconnected)|(?:contact|campaign|segment)\..+)$/

const EVENT = 'LetterlockEvent'
const ENVELOPE = 'EventEnvelope'
const ERASED = 'ErasedEventData'

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` })

/** `connection.status_changed` → `ConnectionStatusChangedEvent`. */
export function eventSchemaName(type: EventType): string {
  const words = type.split(/[._]/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  return `${words.join('').replace('Oauth', 'OAuth')}Event`
}

/** Adds a schema for each event type, derived from the schema of all events: the envelope, the type and its data. */
export function withEventSchemas(components: Components): Components {
  const { [EVENT]: event, ...schemas } = components.schemas
  if (!isSchema(event) || !isSchema(event['properties'])) throw new TypeError(`no schema ${EVENT}`)
  const { data: _data, ...properties } = event['properties']
  const required = ['id', 'type', 'timestamp', 'workspaceId', 'actor', 'connection', 'data']
  const envelope = {
    type: 'object',
    description: 'What every event has.',
    properties,
    required: required.filter((name) => name in properties),
  }
  const erased = {
    type: 'object',
    description:
      'The connection is deleted, and with it the personal data of its events. Webhooks never have it.',
    additionalProperties: false,
  }
  const all = {
    description: 'One thing that happened in a workspace.',
    oneOf: EVENT_TYPES.map((type) => ref(eventSchemaName(type))),
  }
  const each = EVENT_TYPES.map((type): [string, Json] => [eventSchemaName(type), schemaOf(type)])
  return {
    ...components,
    schemas: {
      ...schemas,
      [EVENT]: all,
      [ENVELOPE]: envelope,
      [ERASED]: erased,
      ...Object.fromEntries(each),
    },
  }
}

function schemaOf(type: EventType): Json {
  const { $schema: _, additionalProperties: _more, ...data } = z.toJSONSchema(EVENT_DATA[type])
  const properties = {
    type: { type: 'string', const: type },
    data: IS_ERASED.test(type) ? { anyOf: [data, ref(ERASED)] } : data,
  }
  return z.json().parse(
    JSON.parse(
      JSON.stringify({
        allOf: [ref(ENVELOPE), { type: 'object', properties, required: ['type', 'data'] }],
      }),
    ),
  )
}

function isSchema(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
