import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, Group } from '../account-data.ts'
import { dataFor } from './gate.ts'
import { listOf, type ListParams } from './lists.ts'
import { pageOf, type PageQuery } from './paging.ts'
import { refusals } from './refusal.ts'

/** @throws Refusal 404 */
export function groupOf(data: AccountData, idGroup: string): { group: Group; idList: number } {
  for (const list of Object.values(data.lists))
    for (const group of list.groups)
      if (group.idGroup === Number(idGroup)) return { group, idList: list.idList }
  throw refusals.notFound()
}

const represent = ({ Deletable, Name, Notes, idGroup }: Group, idList: number) => ({
  Deletable,
  Name,
  Notes,
  idGroup,
  idList,
  Count: null,
})

export function registerGroups(server: FastifyInstance, world: World): void {
  server.get<ListParams & { Querystring: PageQuery }>('/List/:idList/Groups', (request) => {
    const { groups, idList } = listOf(dataFor(world, request), request.params)
    return pageOf(
      groups.map((group) => represent(group, idList)),
      request.query,
    )
  })

  server.get<{ Params: { idList: string; id: string }; Querystring: PageQuery }>(
    '/List/:idList/Recipient/:id/Groups',
    (request) => {
      const data = dataFor(world, request)
      const { groups, idList } = listOf(data, request.params)
      const idRecipient = Number(request.params.id)
      if (!data.recipients[idRecipient]) throw refusals.notFound()
      const own = groups.filter(({ members }) => members.includes(idRecipient))
      return pageOf(
        own.map((group) => represent(group, idList)),
        request.query,
      )
    },
  )

  server.post<ListParams & { Body: { Name?: string; Notes?: string } | null }>(
    '/List/:idList/Group',
    (request) => {
      const data = dataFor(world, request)
      const list = listOf(data, request.params)
      const { Name, Notes = '' } = request.body ?? {}
      if (!Name) throw refusals.invalid('Name is required.')
      const group = { idGroup: data.nextId++, Name, Notes, Deletable: true, members: [] }
      list.groups.push(group)
      return represent(group, list.idList)
    },
  )

  server.put<{ Params: { idList: string; idGroup: string }; Body: { Name?: string; Notes?: string } | null }>(
    '/List/:idList/Group/:idGroup',
    (request) => {
      const { group, idList } = groupOf(dataFor(world, request), request.params.idGroup)
      Object.assign(group, {
        Name: request.body?.Name ?? group.Name,
        Notes: request.body?.Notes ?? group.Notes,
      })
      return represent(group, idList)
    },
  )

  server.delete<{ Params: { idList: string; idGroup: string } }>(
    '/List/:idList/Group/:idGroup',
    (request, reply) => {
      const data = dataFor(world, request)
      const { group, idList } = groupOf(data, request.params.idGroup)
      if (!group.Deletable) throw refusals.invalid('The group cannot be deleted.')
      const list = listOf(data, { idList: String(idList) })
      list.groups = list.groups.filter((other) => other !== group)
      return reply.send('')
    },
  )
}
