import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createRecord } from '../../records.ts'
import type { World } from '../../world.ts'
import { dataFor } from './gate.ts'
import { listOf, type ListParams } from './lists.ts'
import { messageOf } from './messages.ts'
import { refusals } from './refusal.ts'

interface FileBody {
  Name: string
  Base64Data: string
}

interface Slot {
  Params: { idList: string; id: string; slot: string }
}

/** Images of one list, or of all; attachments of messages. Only their names are kept. */
export function registerFiles(server: FastifyInstance, world: World): void {
  registerImages(server, world)
  registerAttachments(server, world)
}

const SHARED = 0

function registerImages(server: FastifyInstance, world: World): void {
  const imagesOf = (request: FastifyRequest, list: number): string[] =>
    ((dataFor(world, request).images ??= createRecord())[list] ??= [])
  const addTo = (images: string[], list: number, { Name, Base64Data }: FileBody): string => {
    checkContent(Base64Data)
    const path = `https://example.com/images/${list === SHARED ? 'shared' : list}/${encodeURIComponent(Name)}`
    if (!images.includes(path)) images.push(path)
    return path
  }

  server.get('/Images', (request) => imagesOf(request, SHARED))
  server.post<{ Body: FileBody }>('/Images', (request, reply) => {
    addTo(imagesOf(request, SHARED), SHARED, request.body)
    return reply.send('')
  })
  // The body is a JSON string: the image's path.
  server.delete<{ Body: unknown }>('/Images', (request, reply) => {
    const { body } = request
    const images = imagesOf(request, SHARED)
    if (typeof body !== 'string') throw refusals.invalid('The body must be a JSON string.')
    if (!images.includes(body)) throw refusals.notFound()
    images.splice(images.indexOf(body), 1)
    return reply.send('')
  })
  server.get<ListParams>('/List/:idList/Images', (request) =>
    imagesOf(request, listOf(dataFor(world, request), request.params).idList),
  )
  server.post<ListParams & { Body: FileBody }>('/List/:idList/Images', (request, reply) => {
    const { idList } = listOf(dataFor(world, request), request.params)
    addTo(imagesOf(request, idList), idList, request.body)
    return reply.send('')
  })
}

function registerAttachments(server: FastifyInstance, world: World): void {
  const messageIn = (request: FastifyRequest<{ Params: { idList: string; id: string } }>) =>
    messageOf(dataFor(world, request), request.params.id, request.params.idList)

  server.get<{ Params: { idList: string; id: string } }>(
    '/List/:idList/Email/:id/Attachment',
    (request) => messageIn(request).attachments ?? [],
  )
  server.post<Slot & { Body: FileBody }>('/List/:idList/Email/:id/Attachment/:slot', (request) => {
    const message = messageIn(request)
    const Slot = Number(request.params.slot)
    if (!(Slot >= 1 && Slot <= 5)) throw refusals.invalid('The slot must be a number from 1 to 5.')
    checkContent(request.body.Base64Data)
    const { Name } = request.body
    const attachment = { Slot, Name, Path: `https://example.com/attachments/${message.idMessage}/${Slot}` }
    const others = (message.attachments ?? []).filter((other) => other.Slot !== Slot)
    message.attachments = [...others, attachment]
    return attachment
  })
  for (const path of ['/List/:idList/Email/:id/Attachment/:slot', '/List/:idList/Email/:id/:slot'])
    server.delete<Slot>(path, (request, reply) => {
      const message = messageIn(request)
      const Slot = Number(request.params.slot)
      if (!message.attachments?.some((other) => other.Slot === Slot)) throw refusals.notFound()
      message.attachments = message.attachments.filter((other) => other.Slot !== Slot)
      return reply.send('')
    })
}

/** @throws Refusal 400 */
function checkContent(base64: string): void {
  if (base64 === '' || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(base64))
    throw refusals.invalid('Base64Data is not valid.')
}
