import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { createRecord } from '../../records.ts'
import { isJson, type Json } from '../../is-json.ts'
import { registerResources } from '../../resources/register-resource.ts'
import type { Context, Resource, ResourceHost } from '../../resources/resource.ts'
import type { World } from '../../world.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { CONSTANT_CONTACT_RULES } from './rules.ts'

const COLLECTIONS: readonly Resource[] = [
  {
    path: '/contact_custom_fields',
    idMember: 'custom_field_id',
    newId: () => randomUUID(),
    unique: ['label'],
    create: (field, context) =>
      withChoices({ ...field, name: nameOf(field['label']), version: field['version'] ?? 1 }, context),
    changed: (field, context, change) => {
      if (change === 'updated') Object.assign(field, withChoices(field, context))
    },
  },
]

/** `Favorite bread` becomes `Favorite_bread`. */
const nameOf = (label: unknown): string => (typeof label === 'string' ? label.replaceAll(/\W+/g, '_') : '')

/** Choices get IDs, and the ID of their field. */
function withChoices(field: Json, { now, nextNumber }: Context): Json {
  const { choices, custom_field_id } = field
  if (!Array.isArray(choices)) return field
  const whole = choices.filter(isJson).map((choice) => ({
    choice_id: nextNumber(),
    created_at: now,
    ...choice,
    updated_at: now,
    custom_field_id,
  }))
  return { ...field, choices: whole }
}

/** Collections that need only the specification. */
export function registerCollections(server: FastifyInstance, world: World): void {
  const host: ResourceHost = {
    specification: CONSTANT_CONTACT_RULES.specification,
    fillsEmptyMembers: false,
    contextOf: (request) => {
      const data = dataFor(world, request)
      const params: Record<string, string> = {}
      if (isJson(request.params))
        for (const [name, value] of Object.entries(request.params))
          if (typeof value === 'string') params[name] = value
      return {
        items: (data.resources ??= createRecord()),
        now: world.clock.now().toISOString(),
        params,
        nextNumber: () => (data.nextNumber = (data.nextNumber ?? 0) + 1),
        request,
      }
    },
    requireParents: () => undefined,
    notFound: () => refusals.notFound('resource'),
    exists: () => refusals.conflict('resource', 'The name is in use.'),
    decorate: (_context, item) => item,
    listAnswer: ({ request }, { member, items }) => {
      const page = pageOf(request, items, { standard: 50, most: 500 })
      const { items: found, _links } = page
      return { [member]: found, _links }
    },
    itemAnswer: (_context, item) => item,
  }
  registerResources(server, host, COLLECTIONS)
}
