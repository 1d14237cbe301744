import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { dataFor } from './gate.ts'
import { groupOf } from './groups.ts'
import { listOf } from './lists.ts'
import { recipientOf } from './recipients.ts'
import { refusals } from './refusal.ts'

interface OnList {
  Params: { idList: string; id: string }
}
interface InGroup {
  Params: { idGroup: string; id: string }
}

/** A recipient's status in a list, and membership of a group. Responses have empty bodies. */
export function registerSubscriptions(server: FastifyInstance, world: World): void {
  server.post<OnList>('/List/:idList/Subscribe/:id', (request, reply) => {
    const { on } = statusOn(request)
    on.status = 'Subscribed'
    return reply.send('')
  })
  server.delete<OnList>('/List/:idList/Unsubscribe/:id', (request, reply) => {
    const { on } = statusOn(request)
    on.status = 'Unsubscribed'
    return reply.send('')
  })
  server.delete<OnList>('/List/:idList/Recipient/:id', (request, reply) => {
    const { recipient, idList } = statusOn(request)
    delete recipient.lists[idList]
    return reply.send('')
  })

  server.post<InGroup>('/Group/:idGroup/Subscribe/:id', (request, reply) => {
    const data = dataFor(world, request)
    const { group } = groupOf(data, request.params.idGroup)
    const { idRecipient } = recipientOf(data, request.params.id)
    if (!group.members.includes(idRecipient)) group.members.push(idRecipient)
    return reply.send('')
  })
  server.delete<InGroup>('/Group/:idGroup/Unsubscribe/:id', (request, reply) => {
    const data = dataFor(world, request)
    const { group } = groupOf(data, request.params.idGroup)
    group.members = group.members.filter((id) => id !== Number(request.params.id))
    return reply.send('')
  })

  function statusOn(request: Parameters<typeof dataFor>[1] & OnListRequest) {
    const data = dataFor(world, request)
    const { idList } = listOf(data, request.params)
    const recipient = recipientOf(data, request.params.id)
    const on = recipient.lists[idList]
    if (!on) throw refusals.notFound()
    return { on, recipient, idList }
  }
}

interface OnListRequest {
  params: OnList['Params']
}
