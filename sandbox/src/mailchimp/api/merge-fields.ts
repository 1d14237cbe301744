import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { List, MergeField } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'
import { membersIn } from '../list-members.ts'

interface MergeFieldBody {
  name?: string
  type?: string
  tag?: string
  required?: boolean
  default_value?: string
  public?: boolean
  display_order?: number
  help_text?: string
  options?: Record<string, unknown>
}

interface One {
  Params: { listId: string; mergeId: string }
  Querystring: PageQuery
}

const MAX_TAG_LENGTH = 10

/** The fields that a list has for its members. */
export function registerMergeFields(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Params: { listId: string }; Querystring: PageQuery & { type?: string; required?: string } }>(
    '/lists/:listId/merge-fields',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const dc = principalOf(request).account.dataCenter
      const { type, required } = request.query
      const found = list.mergeFields.filter(
        (field) => (!type || field.type === type) && (!required || String(field.required) === required),
      )
      return select(
        {
          merge_fields: pageOf(found, request.query).map((field) => describe(field, list, dc)),
          list_id: list.id,
          total_items: found.length,
          _links: links(dc, `/lists/${list.id}/merge-fields`),
        },
        request.query,
      )
    },
  )

  server.get<One>('/lists/:listId/merge-fields/:mergeId', (request) => {
    const { list, field } = fieldOf(world, request)
    return select(describe(field, list, principalOf(request).account.dataCenter), request.query)
  })
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Params: { listId: string }; Body: MergeFieldBody }>(
    '/lists/:listId/merge-fields',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const { name = '', type = 'text', tag } = request.body
      const field: MergeField = {
        mergeId: Math.max(0, ...list.mergeFields.map(({ mergeId }) => mergeId)) + 1,
        tag: tag ?? name.toUpperCase().replaceAll(/\W+/g, '').slice(0, MAX_TAG_LENGTH),
        name,
        type,
        required: false,
        defaultValue: '',
        options: {},
      }
      requireFreeTag(list, field, field.tag)
      change(field, request.body)
      list.mergeFields.push(field)
      return describe(field, list, principalOf(request).account.dataCenter)
    },
  )

  server.patch<One & { Body: MergeFieldBody }>('/lists/:listId/merge-fields/:mergeId', (request) => {
    const { list, field } = fieldOf(world, request)
    const { tag } = request.body
    if (tag !== undefined) {
      requireFreeTag(list, field, tag)
      for (const { mergeFields } of membersIn(list)) {
        if (field.tag in mergeFields) mergeFields[tag] = mergeFields[field.tag]
        if (field.tag !== tag) delete mergeFields[field.tag]
      }
    }
    change(field, request.body)
    return describe(field, list, principalOf(request).account.dataCenter)
  })

  server.delete<One>('/lists/:listId/merge-fields/:mergeId', (request, reply) => {
    const { list, field } = fieldOf(world, request)
    list.mergeFields = list.mergeFields.filter((other) => other !== field)
    for (const { mergeFields } of membersIn(list)) delete mergeFields[field.tag]
    return reply.code(204).send()
  })
}

function fieldOf(
  world: World,
  request: Parameters<typeof dataFor>[1] & { params: One['Params'] },
): { list: List; field: MergeField } {
  const list = listOf(dataFor(world, request), request.params.listId)
  const field = list.mergeFields.find(({ mergeId }) => String(mergeId) === request.params.mergeId)
  if (!field) throw problems.notFound()
  return { list, field }
}

function requireFreeTag(list: List, field: MergeField, tag: string): void {
  if (list.mergeFields.some((other) => other !== field && other.tag === tag))
    throw problems.badRequest(`A Merge Field with the tag "${tag}" already exists for this list.`)
}

function change(field: MergeField, body: MergeFieldBody): void {
  Object.assign(field, {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.tag !== undefined && { tag: body.tag }),
    ...(body.required !== undefined && { required: body.required }),
    ...(body.default_value !== undefined && { defaultValue: body.default_value }),
    ...(body.public !== undefined && { public: body.public }),
    ...(body.display_order !== undefined && { displayOrder: body.display_order }),
    ...(body.help_text !== undefined && { helpText: body.help_text }),
    ...(body.options && { options: { ...field.options, ...body.options } }),
  })
}

function describe(field: MergeField, list: List, dc: string): Record<string, unknown> {
  return {
    merge_id: field.mergeId,
    tag: field.tag,
    name: field.name,
    type: field.type,
    required: field.required,
    default_value: field.defaultValue,
    public: field.public ?? true,
    display_order: field.displayOrder ?? field.mergeId + 1,
    options: field.options,
    help_text: field.helpText ?? '',
    list_id: list.id,
    _links: links(dc, `/lists/${list.id}/merge-fields/${field.mergeId}`),
  }
}
