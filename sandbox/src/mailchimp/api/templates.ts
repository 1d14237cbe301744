import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Template } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { filterOfTimes } from './time-filter.ts'

interface TemplateBody {
  name?: string
  html?: string
  folder_id?: string
}

interface TemplatesQuery extends PageQuery {
  type?: string
  created_by?: string
  category?: string
  folder_id?: string
  content_type?: string
  sort_field?: 'date_created' | 'date_edited' | 'name'
  sort_dir?: 'ASC' | 'DESC'
}

interface Params {
  templateId: string
}

export function registerTemplates(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: TemplatesQuery }>('/templates', (request) => {
    const all = filterTemplates(Object.values(dataFor(world, request).templates), request.query)
    const dc = principalOf(request).account.dataCenter
    return select(
      {
        templates: pageOf(all, request.query).map((template) => describe(template, dc)),
        total_items: all.length,
        _links: links(dc, '/templates'),
      },
      request.query,
    )
  })

  server.post<{ Body: TemplateBody }>('/templates', (request) => {
    const { name = '', html = '', folder_id: folderId = '' } = request.body
    const data = dataFor(world, request)
    const id = data.nextId++
    const createdAt = world.clock.now().toISOString()
    const template: Template = { id, name, html, folderId, active: true, createdAt }
    data.templates[String(id)] = template
    return describe(template, principalOf(request).account.dataCenter)
  })

  server.get<{ Params: Params; Querystring: PageQuery }>('/templates/:templateId', (request) => {
    const template = templateOf(dataFor(world, request), request.params.templateId)
    return select(describe(template, principalOf(request).account.dataCenter), request.query)
  })

  server.patch<{ Params: Params; Body: TemplateBody }>('/templates/:templateId', (request) => {
    const template = templateOf(dataFor(world, request), request.params.templateId)
    if (request.body.name !== undefined) template.name = request.body.name
    if (request.body.html !== undefined) template.html = request.body.html
    if (request.body.folder_id !== undefined) template.folderId = request.body.folder_id
    return describe(template, principalOf(request).account.dataCenter)
  })

  server.delete<{ Params: Params }>('/templates/:templateId', (request, reply) => {
    const data = dataFor(world, request)
    delete data.templates[String(templateOf(data, request.params.templateId).id)]
    return reply.code(204).send()
  })

  server.get<{ Params: Params }>('/templates/:templateId/default-content', (request) => {
    const template = templateOf(dataFor(world, request), request.params.templateId)
    const sections = [...template.html.matchAll(/mc:edit="(\w+)"[^>]*>([^<]*)/g)].map(
      ([, name = '', text = '']): [string, string] => [name, text],
    )
    return {
      sections: Object.fromEntries(sections),
      _links: links(principalOf(request).account.dataCenter, `/templates/${template.id}/default-content`),
    }
  })
}

const CREATOR = 'Sandbox'

function filterTemplates(templates: Template[], query: TemplatesQuery): Template[] {
  const { type = 'user', created_by = CREATOR, category = '', content_type = 'template', folder_id } = query
  const ofAll = type === 'user' && created_by === CREATOR && category === '' && content_type === 'template'
  const isInTime = filterOfTimes<Template>(query, { date_created: ({ createdAt }) => createdAt })
  const found = templates.filter(
    (template) =>
      ofAll && (folder_id === undefined || (template.folderId ?? '') === folder_id) && isInTime(template),
  )
  if (!query.sort_field) return found
  const key = query.sort_field === 'name' ? 'name' : 'createdAt'
  const sign = query.sort_dir === 'DESC' ? -1 : 1
  return found.toSorted((a, b) => sign * a[key].localeCompare(b[key]))
}

function templateOf(data: AccountData, id: string): Template {
  const template = data.templates[id]
  if (!template) throw problems.notFound()
  return template
}

function describe(template: Template, dc: string): Record<string, unknown> {
  return {
    id: template.id,
    type: 'user',
    name: template.name,
    drag_and_drop: false,
    responsive: false,
    category: '',
    date_created: timestamp(template.createdAt),
    date_edited: timestamp(template.createdAt),
    created_by: CREATOR,
    edited_by: CREATOR,
    active: template.active,
    folder_id: template.folderId ?? '',
    thumbnail: '',
    share_url: '',
    content_type: 'template',
    _links: links(dc, `/templates/${template.id}`),
  }
}
