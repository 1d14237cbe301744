import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { World } from '../../world.ts'
import { queueOf, SENDING_STATES, type AccountData, type Message, type Sending } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { groupOf } from './groups.ts'
import { messageOf } from './messages.ts'
import { messageDate, pageOf, type PageQuery } from './paging.ts'
import { refusals } from './refusal.ts'

/** "Stop/delete sending: 1 per 30 s." */
const STOP_EVERY_MS = 30_000

const SENDS = { config: { sends: true } } as const

interface QueueRoute {
  Params: { id: string }
  Body: { Date?: string } | null
}

const represent = ({ Id, IdList, IdMessage, Notes, startAt, state, Subject }: Sending) => ({
  Id,
  IdList,
  IdMessage,
  Notes,
  StartDate: messageDate(startAt),
  State: state,
  Subject,
  Type: 'Email',
})

/** Sends a message to a list or a group, now or later; the queue; a test. */
export function registerSendings(server: FastifyInstance, world: World): void {
  registerSending(server, world)
  registerQueue(server, world)
  registerHistory(server, world)
}

/** A message can be sent several times. */
function registerHistory(server: FastifyInstance, world: World): void {
  server.get<{ Params: { idList: string; id: string }; Querystring: PageQuery }>(
    '/List/:idList/Email/:id/SendHistory',
    (request) => {
      const data = dataFor(world, request)
      finishDue(data, nowOf(world))
      const { idMessage } = messageOf(data, request.params.id, request.params.idList)
      const finished = queueOf(data).filter(
        (sending) => sending.IdMessage === idMessage && sending.state === 'Finished',
      )
      return pageOf(
        finished.map(({ startAt, recipients }) => ({
          EndDate: messageDate(startAt + 1000 * recipients.length),
          Kb_transferred: recipients.length * 12,
          Recipients: recipients.length,
          SenderEmail: 'hello@example.com',
          SenderName: 'Hello',
          StartDate: messageDate(startAt),
          idMessage,
        })),
        request.query,
      )
    },
  )
}

const nowOf = ({ clock }: World): number => clock.now().getTime()

function registerSending(server: FastifyInstance, world: World): void {
  server.post<{ Body: { Email?: string; idMessage?: number } | null }>('/Email/Send', SENDS, (request) => {
    const message = messageOf(dataFor(world, request), request.body?.idMessage ?? 0)
    if (!request.body?.Email?.includes('@')) throw refusals.invalid('Email is not valid.')
    return { idMessage: message.idMessage, Sent: 1, UnprocessedRecipients: [], InvalidRecipients: [] }
  })

  server.post<{ Params: { idList: string; id: string }; Querystring: { datetime?: string } }>(
    '/List/:idList/Email/:id/Send',
    SENDS,
    (request) => {
      const data = dataFor(world, request)
      const message = messageOf(data, request.params.id, request.params.idList)
      const recipients = subscribersOf(data, message.idList)
      return send(nowOf(world), data, message, { recipients, datetime: request.query.datetime })
    },
  )

  server.post<{ Params: { idGroup: string; id: string }; Querystring: { datetime?: string } }>(
    '/Group/:idGroup/Email/:id/Send',
    SENDS,
    (request) => {
      const data = dataFor(world, request)
      const { group, idList } = groupOf(data, request.params.idGroup)
      const message = messageOf(data, request.params.id, String(idList))
      const subscribed = new Set(subscribersOf(data, idList))
      const recipients = group.members.filter((id) => subscribed.has(id))
      return send(nowOf(world), data, message, { recipients, datetime: request.query.datetime })
    },
  )
}

function registerQueue(server: FastifyInstance, world: World): void {
  const stopped = new Map<string, number>()

  for (const state of SENDING_STATES)
    server.get<{ Querystring: PageQuery }>(`/Email/Sendings/${state}`, (request) => {
      const data = dataFor(world, request)
      finishDue(data, nowOf(world))
      const waiting = queueOf(data).filter((sending) => sending.state === state)
      return pageOf(waiting.map(represent), request.query)
    })

  // The earliest allowed time of the sending.
  server.get<{ Params: { id: string } }>('/Email/Sendings/:id/Deferred', (request) => {
    if (!dataFor(world, request).sendings[Number(request.params.id)]) throw refusals.notFound()
    return { Date: messageDate(nowOf(world)) }
  })

  const queued = (
    action: 'Immediate' | 'Deferred' | 'Stop',
    change: (sending: Sending, request: FastifyRequest<QueueRoute>) => void,
  ) =>
    server.post<QueueRoute>(
      `/Email/Sendings/:id/${action}`,
      { config: { sends: action !== 'Stop' } },
      (request) => {
        const data = dataFor(world, request)
        const sending = data.sendings[Number(request.params.id)]
        if (!sending) throw refusals.notFound()
        change(sending, request)
        finishDue(data, nowOf(world))
        return represent(sending)
      },
    )
  queued('Stop', (sending, request) => {
    const { username } = principalOf(request)
    if (nowOf(world) - (stopped.get(username) ?? -Infinity) < STOP_EVERY_MS) throw refusals.tooOften()
    stopped.set(username, nowOf(world))
    sending.state = 'Stopped'
  })
  queued('Immediate', (sending) => {
    sending.startAt = nowOf(world)
    sending.state = 'Immediate'
  })
  queued('Deferred', (sending, { body }) => {
    sending.startAt = readDate(body?.Date)
    sending.state = 'Deferred'
  })
}

function send(
  now: number,
  data: AccountData,
  message: Message,
  { recipients, datetime }: { recipients: number[]; datetime: string | undefined },
) {
  const { idMessage: IdMessage, idList: IdList, Subject } = message
  const Id = data.nextId++
  const startAt = datetime === undefined ? now : readDate(datetime)
  const state = datetime === undefined ? 'Immediate' : 'Deferred'
  data.sendings[Id] = { Id, IdList, IdMessage, Subject, Notes: '', startAt, state, recipients }
  finishDue(data, now)
  return { idMessage: IdMessage, Sent: recipients.length, UnprocessedRecipients: [], InvalidRecipients: [] }
}

/** Marks due sends as sent. */
function finishDue(data: AccountData, now: number): void {
  for (const sending of queueOf(data)) {
    if (!['Immediate', 'Deferred'].includes(sending.state)) continue
    if (sending.startAt > now) continue
    sending.state = 'Finished'
    const message = data.messages[sending.IdMessage]
    if (message) message.recipients = [...new Set([...message.recipients, ...sending.recipients])]
  }
}

function subscribersOf(data: AccountData, idList: number): number[] {
  return Object.values(data.recipients)
    .filter(({ lists }) => lists[idList]?.status === 'Subscribed')
    .map(({ idRecipient }) => idRecipient)
}

/** `"2015-10-20 05:00:00Z"`, with or without the quotes. */
function readDate(text = ''): number {
  const at = Date.parse(text.replaceAll('"', '').replace(' ', 'T'))
  if (Number.isNaN(at)) throw refusals.invalid('The date is not valid.')
  return at
}
