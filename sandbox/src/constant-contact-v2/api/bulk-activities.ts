import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AccountData } from '../../constant-contact/account-data.ts'
import { createContact } from '../../constant-contact/api/contact.ts'
import { findByAddress } from '../../constant-contact/contacts-by-address.ts'
import { readCsv } from '../../kernel/read-csv.ts'
import type { Json } from '../../is-json.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor } from './gate.ts'
import { refusals } from './refusal.ts'

type Type = 'ADD_CONTACTS' | 'REMOVE_CONTACTS_FROM_LISTS' | 'CLEAR_CONTACTS_FROM_LISTS' | 'EXPORT_CONTACTS'

/** The columns of the names that an import may have. */
const COLUMNS = {
  first_name: 'FIRST NAME',
  last_name: 'LAST NAME',
  job_title: 'JOB TITLE',
  company_name: 'COMPANY NAME',
} as const
type Names = { readonly [Name in keyof typeof COLUMNS]?: string }

interface Row extends Names {
  readonly email_addresses?: readonly string[]
}

interface Bulk {
  Body: { import_data?: Row[]; lists: string[]; column_names?: string[] }
}

/** What has no column is ignored; a file has its columns itself. */
function namesIn(row: Names, columns: readonly string[] | undefined): Names {
  const wanted = columns && new Set(columns.map((column) => column.toUpperCase().replaceAll('_', ' ')))
  const given = Object.entries(COLUMNS).filter(([, column]) => !wanted || wanted.has(column))
  return Object.fromEntries(
    given.flatMap(([name]) => {
      const value: unknown = Reflect.get(row, name)
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

interface Failure {
  readonly message: string
  readonly line_number: number
  readonly email_address: string
}

const ACTIVITIES = 'v2/activities'

/** Bulk changes of contacts. Each is done immediately, and reported as complete from its second read on. */
export function registerBulkActivities(server: FastifyInstance, world: World): void {
  // A file with a line for each contact, instead of JSON.
  server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, readImport)
  registerReads(server, world)
  registerImports(server, world)

  server.post<{ Body: { lists: string[] } }>('/activities/clearlists', (request, reply) => {
    const data = dataFor(world, request)
    const cleared = listsOf(data, request.body.lists)
    const members = Object.values(data.contacts).filter(({ lists }) =>
      lists.some((id) => cleared.includes(id)),
    )
    for (const contact of members) contact.lists = contact.lists.filter((id) => !cleared.includes(id))
    return start(world, request, reply, { type: 'CLEAR_CONTACTS_FROM_LISTS', contacts: members.length })
  })
  server.post<{ Body: { lists: string[] } }>('/activities/exportcontacts', (request, reply) => {
    const data = dataFor(world, request)
    const exported = listsOf(data, request.body.lists)
    const members = Object.values(data.contacts).filter(
      ({ lists, deleted_at }) => deleted_at === null && lists.some((id) => exported.includes(id)),
    )
    return start(world, request, reply, { type: 'EXPORT_CONTACTS', contacts: members.length })
  })
}

function registerReads(server: FastifyInstance, world: World): void {
  const all = (request: FastifyRequest): Json[] =>
    (dataFor(world, request).resources ??= {})[ACTIVITIES] ?? []
  server.get<{ Querystring: { status?: string; type?: string } }>('/activities', (request) => {
    const { status = '', type = '' } = request.query
    return all(request)
      .filter((one) => (!status || one['status'] === status) && (!type || one['type'] === type))
      .map(({ errors: _errors, warnings: _warnings, file_name: _file, ...summary }) => summary)
  })
  server.get<{ Params: { id: string } }>('/activities/:id', (request) => {
    const activity = all(request).find(({ id }) => id === request.params.id)
    if (!activity) throw refusals.notFound()
    const answer = { ...activity }
    Object.assign(activity, { status: 'COMPLETE', finish_date: world.clock.now().toISOString() })
    return answer
  })
}

/** A contact that has opted out stays so. */
function registerImports(server: FastifyInstance, world: World): void {
  server.post<Bulk>('/activities/addcontacts', (request, reply) => {
    const data = dataFor(world, request)
    const lists = listsOf(data, request.body.lists)
    const at = world.clock.now().toISOString()
    const { rows, errors } = rowsOf(request.body)
    for (const { address, line: _line, ...row } of rows) {
      const contact = findByAddress(data, address) ?? createContact(data, address, at)
      contact.lists = [...new Set([...contact.lists, ...lists])]
      Object.assign(contact, namesIn(row, request.body.column_names), { deleted_at: null, updated_at: at })
    }
    return start(world, request, reply, { type: 'ADD_CONTACTS', contacts: rows.length, errors })
  })
  server.post<Bulk>('/activities/removefromlists', (request, reply) => {
    const data = dataFor(world, request)
    const lists = listsOf(data, request.body.lists)
    const { rows, errors } = rowsOf(request.body)
    for (const { address } of rows) {
      const contact = findByAddress(data, address)
      if (contact) contact.lists = contact.lists.filter((id) => !lists.includes(id))
    }
    return start(world, request, reply, { type: 'REMOVE_CONTACTS_FROM_LISTS', contacts: rows.length, errors })
  })
}

/** @throws Refusal 404 if one is unknown */
const listsOf = (data: AccountData, ids: readonly string[]): string[] =>
  ids.map((id) => byShortId(data.lists, id).list_id)

function rowsOf({ import_data = [] }: Bulk['Body']) {
  const all = import_data.flatMap(({ email_addresses = [], ...names }, index) =>
    email_addresses.map((given) => ({ ...names, address: given.toLowerCase(), line: index + 1 })),
  )
  const isAddress = ({ address }: { address: string }): boolean => /^[^@\s]+@[^@\s]+$/.test(address)
  const errors = all
    .filter((row) => !isAddress(row))
    .map(({ address, line }): Failure => ({
      message: 'The email address is not valid.',
      line_number: line,
      email_address: address,
    }))
  return { rows: all.filter(isAddress), errors }
}

function start(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  { type, contacts, errors = [] }: { type: Type; contacts: number; errors?: readonly Failure[] },
): FastifyReply {
  const at = world.clock.now().toISOString()
  const activity = {
    id: randomUUID(),
    type,
    status: 'RUNNING',
    errors,
    warnings: [],
    file_name: '',
    created_date: at,
    start_date: at,
    error_count: errors.length,
    contact_count: contacts,
  }
  const resources = (dataFor(world, request).resources ??= {})
  resources[ACTIVITIES] = [...(resources[ACTIVITIES] ?? []), activity]
  return reply.code(201).send({ id: activity.id, type, error_count: errors.length, contact_count: contacts })
}

/** Fields `lists` and `file_name`, and the file `data`: CSV with a line of names. */
async function readImport(request: FastifyRequest, body: string | Buffer): Promise<Bulk['Body']> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(Buffer.from(body), { headers }).formData().catch(() => new FormData())
  const [lists, file] = [form.get('lists'), form.get('data')]
  const rows = readCsv(typeof file === 'string' ? file : ((await file?.text()) ?? ''))
  return {
    lists: typeof lists === 'string' ? lists.split(',').filter(Boolean) : [],
    import_data: rows.map(({ email, email_address, first_name, last_name }) => ({
      email_addresses: [email ?? email_address ?? ''],
      ...(first_name && { first_name }),
      ...(last_name && { last_name }),
    })),
  }
}
