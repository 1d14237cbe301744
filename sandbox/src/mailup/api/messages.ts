import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, Message } from '../account-data.ts'
import { dataFor } from './gate.ts'
import { listOf, type ListParams } from './lists.ts'
import { messageDate, pageOf, type PageQuery } from './paging.ts'
import { refusals } from './refusal.ts'

interface MessageBody {
  Subject?: string
  Content?: string
  Embed?: boolean
  Fields?: unknown[]
  IsConfirmation?: boolean
  Notes?: string
  Tags?: { Id: number; Name: string }[]
  TrackingInfo?: { CustomParams?: string; Enabled?: boolean; Protocols?: string[] }
  UseDynamicField?: boolean
  PreHeader?: string
}

const summarize = ({ Subject, idList, idMessage, createdAt, Notes, tags }: Message) => ({
  Subject,
  idList,
  idMessage,
  CreationDate: messageDate(createdAt),
  Notes,
  Tags: tags,
})

/** @throws Refusal 404 */
export function messageOf(data: AccountData, idMessage: string | number, idList?: string): Message {
  const message = data.messages[Number(idMessage)]
  if (!message || (idList !== undefined && message.idList !== Number(idList))) throw refusals.notFound()
  return message
}

/** Email messages of a list: online, archived, or both. Creating one requires content. */
export function registerMessages(server: FastifyInstance, world: World): void {
  const places: [string, (message: Message) => boolean][] = [
    ['Emails', () => true],
    ['Online/Emails', ({ archived }) => !archived],
    ['Archived/Emails', ({ archived }) => archived],
  ]
  for (const [path, belongs] of places)
    server.get<ListParams & { Querystring: PageQuery }>(`/List/:idList/${path}`, (request) => {
      const data = dataFor(world, request)
      const { idList } = listOf(data, request.params)
      const own = Object.values(data.messages).filter(
        (message) => message.idList === idList && belongs(message),
      )
      return pageOf(own.map(summarize), request.query)
    })

  server.get<{ Querystring: PageQuery }>('/User/Emails', (request) =>
    pageOf(Object.values(dataFor(world, request).messages).map(summarize), request.query),
  )

  server.get<{ Params: { idList: string; id: string } }>('/List/:idList/Email/:id', (request) => {
    const message = messageOf(dataFor(world, request), request.params.id, request.params.idList)
    return {
      ...summarize(message),
      Content: message.Content,
      IsConfirmation: message.confirmation,
      Attachments: message.attachments ?? [],
      Embed: false,
      Fields: [],
      ...message.written,
    }
  })
  registerWrites(server, world)
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<ListParams & { Body: MessageBody | null }>('/List/:idList/Email', (request) => {
    const data = dataFor(world, request)
    const { idList } = listOf(data, request.params)
    const { Subject, Content } = request.body ?? {}
    if (!Subject || !Content) throw refusals.invalid('Subject and Content are required.')
    return summarize(add(data, idList, { ...request.body, Subject, Content }, world.clock.now().getTime()))
  })

  // A message with the title and the content of a template.
  server.post<{ Params: { idList: string; id: string } }>('/List/:idList/Email/Template/:id', (request) => {
    const data = dataFor(world, request)
    const { idList } = listOf(data, request.params)
    const template = data.templates[Number(request.params.id)]
    if (!template || template.idList !== idList) throw refusals.notFound()
    const body = { Subject: template.Title, Content: template.Content }
    return summarize(add(data, idList, body, world.clock.now().getTime()))
  })

  server.put<{ Params: { idList: string; id: string }; Body: MessageBody | null }>(
    '/List/:idList/Email/:id',
    (request) => {
      const message = messageOf(dataFor(world, request), request.params.id, request.params.idList)
      const { Subject, Content, Notes, Tags, IsConfirmation } = request.body ?? {}
      message.Subject = Subject ?? message.Subject
      message.Content = Content ?? message.Content
      message.Notes = Notes ?? message.Notes
      message.tags = Tags ?? message.tags
      message.confirmation = IsConfirmation ?? message.confirmation
      message.written = { ...message.written, ...writtenOf(request.body ?? {}) }
      return summarize(message)
    },
  )

  server.delete<{ Params: { idList: string; id: string } }>('/List/:idList/Email/:id', (request, reply) => {
    const data = dataFor(world, request)
    delete data.messages[messageOf(data, request.params.id, request.params.idList).idMessage]
    return reply.send('')
  })
}

function add(
  data: AccountData,
  idList: number,
  body: MessageBody & { readonly Subject: string; readonly Content: string },
  createdAt: number,
): Message {
  const { Subject, Content, Notes = '', Tags = [], IsConfirmation = false } = body
  const message: Message = {
    idMessage: data.nextId++,
    idList,
    Subject,
    Content,
    Notes,
    createdAt,
    archived: false,
    confirmation: IsConfirmation,
    tags: Tags,
    written: writtenOf(body),
    recipients: [],
  }
  return (data.messages[message.idMessage] = message)
}

const WRITTEN = ['Embed', 'Fields', 'PreHeader', 'TrackingInfo', 'UseDynamicField'] as const

const writtenOf = (body: MessageBody): Record<string, unknown> =>
  Object.fromEntries(WRITTEN.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])))
