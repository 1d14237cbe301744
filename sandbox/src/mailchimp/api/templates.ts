import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Template } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'

interface Params {
  templateId: string
}

export function registerTemplates(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: PageQuery }>('/templates', (request) => {
    const all = Object.values(dataFor(world, request).templates)
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

  server.post<{ Body: { name?: string; html?: string } }>('/templates', (request) => {
    const { name, html } = request.body
    if (!name || html === undefined)
      throw problems.invalid([{ field: name ? 'html' : 'name', message: 'This value should not be blank.' }])
    const data = dataFor(world, request)
    const id = data.nextId++
    const template: Template = { id, name, html, active: true, createdAt: world.clock.now().toISOString() }
    data.templates[String(id)] = template
    return describe(template, principalOf(request).account.dataCenter)
  })

  server.get<{ Params: Params; Querystring: PageQuery }>('/templates/:templateId', (request) => {
    const template = templateOf(dataFor(world, request), request.params.templateId)
    return select(describe(template, principalOf(request).account.dataCenter), request.query)
  })

  server.patch<{ Params: Params; Body: { name?: string; html?: string } }>(
    '/templates/:templateId',
    (request) => {
      const template = templateOf(dataFor(world, request), request.params.templateId)
      if (request.body.name !== undefined) template.name = request.body.name
      if (request.body.html !== undefined) template.html = request.body.html
      return describe(template, principalOf(request).account.dataCenter)
    },
  )

  server.delete<{ Params: Params }>('/templates/:templateId', (request, reply) => {
    const data = dataFor(world, request)
    delete data.templates[String(templateOf(data, request.params.templateId).id)]
    return reply.code(204).send()
  })

  server.get<{ Params: Params }>('/templates/:templateId/default-content', (request) => {
    const template = templateOf(dataFor(world, request), request.params.templateId)
    const sections = [...template.html.matchAll(/mc:edit="(\w+)"[^>]*>([^<]*)/g)].map(([, name, text]) => [
      name,
      text,
    ])
    return {
      sections: Object.fromEntries(sections) as Record<string, string>,
      _links: links(principalOf(request).account.dataCenter, `/templates/${template.id}/default-content`),
    }
  })
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
    created_by: 'Sandbox',
    active: template.active,
    folder_id: '',
    thumbnail: '',
    share_url: '',
    content_type: 'html',
    _links: links(dc, `/templates/${template.id}`),
  }
}
