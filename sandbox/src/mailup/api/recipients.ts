import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import {
  FIELDS,
  SUBSCRIPTIONS,
  type AccountData,
  type Group,
  type Import,
  type Recipient,
  type Subscription,
} from '../account-data.ts'
import {
  changeAddress,
  nextRecipientId,
  putRecipient,
  recipientWith,
  removeRecipient,
} from '../recipients-by-address.ts'
import { dataFor } from './gate.ts'
import { groupOf } from './groups.ts'
import { listOf, type ListParams } from './lists.ts'
import { pageOf, type PageQuery } from './paging.ts'
import { refusals } from './refusal.ts'
import { createRecord } from '../../records.ts'

export interface RecipientBody {
  idRecipient?: number
  Email?: string
  Name?: string
  MobileNumber?: string
  MobilePrefix?: string
  Fields?: { Id: number; Value: string }[]
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

const represent = ({ idRecipient, Email, Name, MobileNumber, MobilePrefix, fields }: Recipient) => ({
  Email,
  Fields: FIELDS.map((Description, index) => ({
    Description,
    Id: index + 1,
    Value: fields[index + 1] ?? '',
  })),
  MobileNumber,
  MobilePrefix,
  Name,
  idRecipient,
})

/** @throws Refusal 404 */
export function recipientOf(data: AccountData, idRecipient: string | number): Recipient {
  const recipient = data.recipients[Number(idRecipient)]
  if (!recipient) throw refusals.notFound()
  return recipient
}

/**
 * The recipient that a body means: by ID, or by address (mailupy's `update_customer_fields`).
 *
 * @throws Refusal 404
 */
function recipientIn(data: AccountData, { idRecipient, Email = '' }: RecipientBody): Recipient {
  return recipientOf(data, idRecipient ?? recipientWith(data, Email)?.idRecipient ?? 0)
}

/** Recipients by list and by group; added one by one (the response is a number) or in bulk (an import). */
export function registerRecipients(server: FastifyInstance, world: World): void {
  for (const kind of [...SUBSCRIPTIONS, 'EmailOptins'] as const)
    server.get<ListParams & { Querystring: PageQuery }>(`/List/:idList/Recipients/${kind}`, (request) => {
      const data = dataFor(world, request)
      const { idList } = listOf(data, request.params)
      const belongs = ({ lists }: Recipient): boolean => {
        const on = lists[idList]
        return kind === 'EmailOptins' ? on?.confirmedByEmail === true : on?.status === kind
      }
      return pageOf(Object.values(data.recipients).filter(belongs), request.query, represent)
    })

  server.get<{ Params: { idGroup: string }; Querystring: PageQuery }>(
    '/Group/:idGroup/Recipients',
    (request) => {
      const data = dataFor(world, request)
      const { members } = groupOf(data, request.params.idGroup).group
      return pageOf(
        members.map((id) => recipientOf(data, id)),
        request.query,
        represent,
      )
    },
  )

  registerAdditions(server, world)

  server.get<{ Params: { id: string } }>('/Import/:id', (request) => {
    const done = dataFor(world, request).imports[Number(request.params.id)]
    if (!done) throw refusals.notFound()
    return { idImport: Number(request.params.id), ...done }
  })

  server.put<{ Body: RecipientBody | null }>('/Recipient/Detail', (request) => {
    const data = dataFor(world, request)
    const recipient = recipientIn(data, request.body ?? {})
    assertFree(data, recipient, request.body?.Email)
    change(data, recipient, request.body ?? {})
    return represent(recipient)
  })

  server.delete<{ Params: { id: string } }>('/Recipients/:id', (request, reply) => {
    const data = dataFor(world, request)
    removeRecipient(data, recipientOf(data, request.params.id))
    return reply.send('')
  })
}

/** Adds one recipient, or many as an import, to a list or a group. Response bodies are numbers. */
function registerAdditions(server: FastifyInstance, world: World): void {
  const places: readonly [path: string, open: (data: AccountData, id: string) => Place][] = [
    ['List', (data, idList) => ({ idList: listOf(data, { idList }).idList })],
    ['Group', groupOf],
  ]
  for (const [path, open] of places) {
    server.post<{
      Params: { id: string }
      Querystring: { ConfirmEmail?: string }
      Body: RecipientBody | null
    }>(`/${path}/:id/Recipient`, (request, reply) => {
      const data = dataFor(world, request)
      const place = open(data, request.params.id)
      if (!EMAIL.test(request.body?.Email ?? '')) throw refusals.invalid('Email is not valid.')
      const status = request.query.ConfirmEmail === 'true' ? 'Pending' : 'Subscribed'
      const { recipient } = upsert(data, place, request.body ?? {}, status)
      return reply.type('application/json').send(String(recipient.idRecipient))
    })
    server.post<{
      Params: { id: string }
      Querystring: { importType?: string; ConfirmEmail?: string }
      Body: RecipientBody[] | null
    }>(`/${path}/:id/Recipients`, (request, reply) => {
      const data = dataFor(world, request)
      const place = open(data, request.params.id)
      if (!Array.isArray(request.body)) throw refusals.invalid('The body must be an array of recipients.')
      const id = data.nextId++
      data.imports[id] = importAll(data, place, request.body, statusesOf(request.query))
      return reply.type('application/json').send(String(id))
    })
  }
}

interface Place {
  readonly idList: number
  readonly group?: Group
}

/** @throws Refusal 400 if another recipient has the address */
function assertFree(data: AccountData, own: Recipient, email: unknown): void {
  if (typeof email !== 'string') return
  const other = recipientWith(data, email)
  if (other && other !== own) throw refusals.invalid('Email is in use by another recipient.')
}

/** What becomes of those who are new in the list, and of those who are in it; undefined: nothing. */
interface Statuses {
  readonly ofNew: Subscription
  readonly ofKnown?: Subscription
}

/** Who has unsubscribed stays so, unless `importType` forces it; MailUp's SDK unsubscribes many with `asOptout`. */
function statusesOf({
  importType = '',
  ConfirmEmail,
}: {
  importType?: string
  ConfirmEmail?: string
}): Statuses {
  if (/^asOptout$/i.test(importType)) return { ofNew: 'Unsubscribed', ofKnown: 'Unsubscribed' }
  if (/^asOptin$/i.test(importType)) return { ofNew: 'Subscribed', ofKnown: 'Subscribed' }
  return { ofNew: /^asPending$/i.test(importType) || ConfirmEmail === 'true' ? 'Pending' : 'Subscribed' }
}

function importAll(
  data: AccountData,
  place: Place,
  rows: RecipientBody[],
  { ofNew, ofKnown }: Statuses,
): Import {
  const valid = rows.filter(({ Email }) => EMAIL.test(Email ?? ''))
  const statusOf = (row: RecipientBody): Subscription =>
    ofKnown ?? recipientWith(data, row.Email ?? '')?.lists[place.idList]?.status ?? ofNew
  const created = valid.filter((row) => upsert(data, place, row, statusOf(row)).created).length
  return {
    Completed: true,
    CreatedRecipients: created,
    ImportedRecipients: valid.length,
    NotValidRecipients: rows.length - valid.length,
    UpdatedRecipients: valid.length - created,
    ValidRecipients: valid.length,
  }
}

/** The email address is the identity. */
function upsert(
  data: AccountData,
  { idList, group }: Place,
  body: RecipientBody,
  status: Subscription,
): { recipient: Recipient; created: boolean } {
  const known = recipientWith(data, body.Email ?? '')
  const recipient: Recipient = known ?? {
    idRecipient: nextRecipientId(data),
    Email: body.Email ?? '',
    Name: '',
    MobileNumber: '',
    MobilePrefix: '',
    fields: createRecord(),
    lists: createRecord(),
  }
  if (!known) putRecipient(data, recipient)
  change(data, recipient, body)
  recipient.lists[idList] = { status, confirmedByEmail: false }
  if (group && !group.members.includes(recipient.idRecipient)) group.members.push(recipient.idRecipient)
  return { recipient, created: !known }
}

function change(data: AccountData, recipient: Recipient, body: RecipientBody): void {
  if (body.Email !== undefined) changeAddress(data, recipient, body.Email)
  recipient.Name = body.Name ?? recipient.Name
  recipient.MobileNumber = body.MobileNumber ?? recipient.MobileNumber
  recipient.MobilePrefix = body.MobilePrefix ?? recipient.MobilePrefix
  const fields: unknown = body.Fields ?? []
  if (!Array.isArray(fields) || !fields.every(isField))
    throw refusals.invalid('Fields must be an array of fields.')
  for (const { Id, Value } of fields) recipient.fields[Id] = Value
}

const isField = (value: unknown): value is { Id: number; Value: string } =>
  typeof value === 'object' &&
  value !== null &&
  'Id' in value &&
  Number.isInteger(value.Id) &&
  'Value' in value
