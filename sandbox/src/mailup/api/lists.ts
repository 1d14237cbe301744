import type { FastifyInstance } from 'fastify'
import { textMember } from '../../text-member.ts'
import type { World } from '../../world.ts'
import { newList } from '../data/account.ts'
import type { AccountData, List } from '../account-data.ts'
import type { User } from '../state.ts'
import { principalOf, dataFor } from './gate.ts'
import { pageOf, type PageQuery } from './paging.ts'
import { refusals } from './refusal.ts'

export interface ListParams {
  Params: { idList: string }
}

/** @throws Refusal 404 */
export function listOf(data: AccountData, { idList }: { idList: string }): List {
  const list = data.lists[Number(idList)]
  if (!list) throw refusals.notFound()
  return list
}

const represent = ({ company }: User, { Description, Name, idList, listGuid }: List) => ({
  Company: company,
  Description,
  Name,
  idList,
  listGuid,
})

/** Lists, also at the older path `User/Lists`; the tags of a list's messages; its templates. */
export function registerLists(server: FastifyInstance, world: World): void {
  for (const path of ['/User/Lists', '/List'])
    server.get<{ Querystring: PageQuery }>(path, (request) => {
      const lists = Object.values(dataFor(world, request).lists)
      return pageOf(
        lists.map((list) => represent(principalOf(request), list)),
        request.query,
      )
    })

  server.post('/List', (request) => {
    const [Name, Description] = [textMember(request.body, 'Name'), textMember(request.body, 'Description')]
    if (!Name) throw refusals.invalid('Name is required.')
    const data = dataFor(world, request)
    const list = newList(Math.max(0, ...Object.keys(data.lists).map(Number)) + 1, Name, Description)
    data.lists[list.idList] = list
    return represent(principalOf(request), list)
  })

  server.put<ListParams>('/List/:idList', (request) => {
    const list = listOf(dataFor(world, request), request.params)
    Object.assign(list, { Name: textMember(request.body, 'Name') ?? list.Name })
    Object.assign(list, { Description: textMember(request.body, 'Description') ?? list.Description })
    return represent(principalOf(request), list)
  })

  server.delete<ListParams>('/List/:idList', (request, reply) => {
    const data = dataFor(world, request)
    delete data.lists[listOf(data, request.params).idList]
    return reply.send('')
  })

  registerTags(server, world)
  server.get<ListParams & { Querystring: PageQuery }>('/List/:idList/Templates', (request) => {
    const data = dataFor(world, request)
    const { idList } = listOf(data, request.params)
    const own = Object.values(data.templates).filter((template) => template.idList === idList)
    return pageOf(
      own.map(({ Id, Title }) => ({ Id, Title, Thumbnail: '', Text: '' })),
      request.query,
    )
  })

  server.get<{ Params: { idList: string; id: string } }>('/List/:idList/Templates/:id', (request) => {
    const template = dataFor(world, request).templates[Number(request.params.id)]
    if (!template || template.idList !== Number(request.params.idList)) throw refusals.notFound()
    const { Id, Title, Content } = template
    return { Content, Id, Title, Text: '', Thumbnail: '' }
  })
}

/** Tags of messages. */
function registerTags(server: FastifyInstance, world: World): void {
  server.get<ListParams & { Querystring: PageQuery }>('/List/:idList/Tags', (request) =>
    pageOf(listOf(dataFor(world, request), request.params).tags.map(describeTag), request.query),
  )

  // The body is a JSON string: the tag's name.
  server.post<ListParams & { Body: unknown }>('/List/:idList/Tag', (request) => {
    if (typeof request.body !== 'string' || !request.body)
      throw refusals.invalid('The body must be a JSON string.')
    const data = dataFor(world, request)
    const tag = { Id: data.nextId++, Name: request.body }
    listOf(data, request.params).tags.push(tag)
    return describeTag(tag)
  })
  server.put<{ Params: { idList: string; tag: string }; Body: { Name?: string } }>(
    '/List/:idList/Tag/:tag',
    (request) => {
      const { tags } = listOf(dataFor(world, request), request.params)
      const tag = tags.find(({ Id }) => String(Id) === request.params.tag)
      if (!tag) throw refusals.notFound()
      if (typeof request.body.Name === 'string') tag.Name = request.body.Name
      return describeTag(tag)
    },
  )
  server.delete<{ Params: { idList: string; tag: string } }>('/List/:idList/Tag/:tag', (request, reply) => {
    const list = listOf(dataFor(world, request), request.params)
    if (!list.tags.some(({ Id }) => String(Id) === request.params.tag)) throw refusals.notFound()
    list.tags = list.tags.filter(({ Id }) => String(Id) !== request.params.tag)
    return reply.send('')
  })
}

const describeTag = ({ Id, Name }: { Id: number; Name: string }) => ({ Id, Name, Enabled: true })
