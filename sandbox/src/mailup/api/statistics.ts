import type { FastifyInstance } from 'fastify'
import { hexDigest } from '../../hex-digest.ts'
import type { World } from '../../world.ts'
import type { AccountData, Message } from '../account-data.ts'
import { dataFor } from './gate.ts'
import { messageOf } from './messages.ts'
import { pageOf, type PageQuery } from './paging.ts'
import { recipientOf } from './recipients.ts'
import { refusals } from './refusal.ts'

/** Share of the recipients by action. */
const SHARES = {
  Recipients: 1,
  Views: 0.34,
  Clicks: 0.09,
  UrlClicks: 0.09,
  Bounces: 0.012,
  Unsubscriptions: 0.004,
}
type Kind = keyof typeof SHARES
const LINKS = ['https://example.com/shop', 'https://example.com/about'] as const

/** Counts are numbers; lists are pages. Statistics belong to the message, across its sends. */
export function registerStatistics(server: FastifyInstance, world: World): void {
  for (const kind of Object.keys(SHARES).filter(isKind)) {
    server.get<{ Params: { id: string } }>(`/Message/:id/Count/${kind}`, (request, reply) => {
      const message = messageOf(dataFor(world, request), request.params.id)
      return reply.type('application/json').send(String(whoDid(message, kind).length))
    })
    server.get<{ Params: { id: string }; Querystring: PageQuery }>(`/Message/:id/List/${kind}`, (request) => {
      const data = dataFor(world, request)
      const message = messageOf(data, request.params.id)
      return pageOf<object>(
        kind === 'UrlClicks' ? urlClicks(message) : events(data, message, kind),
        request.query,
      )
    })
  }
  server.get<{ Params: { id: string }; Querystring: PageQuery }>(
    '/Message/:id/List/UrlClickDetails',
    (request) => {
      const data = dataFor(world, request)
      const message = messageOf(data, request.params.id)
      const details = events(data, message, 'Clicks').map((event) => ({
        ...event,
        Url: linkOf(event.IdRecipient),
      }))
      return pageOf(details, request.query)
    },
  )

  server.get<{ Params: { id: string; form: string; kind: string }; Querystring: PageQuery }>(
    '/Recipient/:id/:form(^Count$|^List$)/:kind',
    (request, reply) => {
      const data = dataFor(world, request)
      const { idRecipient } = recipientOf(data, request.params.id)
      const asked = request.params.kind.replace(/^(Bounces|Clicks)Details$/, '$1')
      const kind = asked === 'Deliveries' ? 'Recipients' : asked
      if (!isKind(kind)) throw refusals.notFound()
      const messages = Object.values(data.messages).filter((message) =>
        whoDid(message, kind).includes(idRecipient),
      )
      if (request.params.form === 'Count') return reply.type('application/json').send(String(messages.length))
      return pageOf(
        messages.map(({ idList, idMessage, Notes, Subject }) => ({
          Count: 1,
          IdList: idList,
          IdMessage: idMessage,
          Notes,
          Subject,
        })),
        request.query,
      )
    },
  )
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(SHARES, kind)
}

/** Deterministic: derived from message and recipient. */
export function whoDid({ idMessage, recipients, engagement }: Message, kind: Kind): number[] {
  if (kind === 'Recipients') return recipients
  const what = kind === 'UrlClicks' ? 'Clicks' : kind
  if (engagement) {
    // A recipient who clicks has viewed. A fixture has only views and clicks.
    const { opened, clicked } = engagement
    const did: Partial<Record<Kind, readonly string[]>> = { Clicks: clicked, Views: [...opened, ...clicked] }
    return recipients.filter((id) => did[what]?.includes(String(id)))
  }
  return recipients.filter((id) => {
    const drawn = Number.parseInt(hexDigest('md5', `${idMessage} ${id} ${what}`, 6), 16) / 0xff_ff_ff
    return drawn < SHARES[kind]
  })
}

function events(data: AccountData, message: Message, kind: Kind) {
  return whoDid(message, kind).flatMap((id) => {
    const recipient = data.recipients[id]
    return recipient ? [{ Email: recipient.Email, IdMessage: message.idMessage, IdRecipient: id }] : []
  })
}

const linkOf = (idRecipient: number): string => LINKS[idRecipient % LINKS.length] ?? LINKS[0]

function urlClicks(message: Message) {
  const clicks = whoDid(message, 'Clicks')
  return LINKS.map((Url) => ({
    Count: clicks.filter((id) => linkOf(id) === Url).length,
    IdMessage: message.idMessage,
    Url,
  }))
}
