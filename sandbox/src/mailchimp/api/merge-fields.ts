import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { List, MergeField } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'

interface MergeFieldBody {
  name?: string
  type?: string
  tag?: string
  required?: boolean
  default_value?: string
  options?: Record<string, unknown>
}

export function registerMergeFields(server: FastifyInstance, world: World): void {
  server.get<{ Params: { listId: string }; Querystring: PageQuery }>(
    '/lists/:listId/merge-fields',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const dc = principalOf(request).account.dataCenter
      return select(
        {
          merge_fields: pageOf(list.mergeFields, request.query).map((field) => describe(field, list, dc)),
          list_id: list.id,
          total_items: list.mergeFields.length,
          _links: links(dc, `/lists/${list.id}/merge-fields`),
        },
        request.query,
      )
    },
  )

  server.post<{ Params: { listId: string }; Body: MergeFieldBody }>(
    '/lists/:listId/merge-fields',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const { name, type, tag, required, default_value, options } = request.body
      if (!name || !type)
        throw problems.invalid([
          { field: name ? 'type' : 'name', message: 'This value should not be blank.' },
        ])
      const field: MergeField = {
        mergeId: Math.max(0, ...list.mergeFields.map(({ mergeId }) => mergeId)) + 1,
        tag: tag ?? name.toUpperCase().replace(/\W+/g, '').slice(0, 10),
        name,
        type,
        required: required ?? false,
        defaultValue: default_value ?? '',
        options: options ?? {},
      }
      list.mergeFields.push(field)
      return describe(field, list, principalOf(request).account.dataCenter)
    },
  )
}

function describe(field: MergeField, list: List, dc: string): Record<string, unknown> {
  return {
    merge_id: field.mergeId,
    tag: field.tag,
    name: field.name,
    type: field.type,
    required: field.required,
    default_value: field.defaultValue,
    public: true,
    display_order: field.mergeId + 1,
    options: field.options,
    help_text: '',
    list_id: list.id,
    _links: links(dc, `/lists/${list.id}/merge-fields/${field.mergeId}`),
  }
}
