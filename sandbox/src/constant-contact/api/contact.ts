import { randomUUID } from 'node:crypto'
import { isJson, type Json } from '../../is-json.ts'
import type { AccountData, Contact } from '../account-data.ts'
import { putContact } from '../contacts-by-address.ts'

export interface ContactBody {
  email_address?: { address?: string; permission_to_send?: Contact['permission']; opt_out_reason?: string }
  first_name?: string | null
  last_name?: string | null
  job_title?: string | null
  company_name?: string | null
  list_memberships?: string[]
  taggings?: string[]
  create_source?: string
  update_source?: string
}

const NAMES = ['first_name', 'last_name', 'job_title', 'company_name'] as const
/** Omitted ones become empty in a PUT, as the names do. */
const DETAILS = ['birthday_month', 'birthday_day', 'anniversary'] as const
/** Unchanged if a PUT omits them. Returned only if `include` names them. */
const PARTS = {
  custom_fields: undefined,
  phone_numbers: 'phone_number_id',
  street_addresses: 'street_address_id',
  notes: 'note_id',
  sms_channel: undefined,
} as const

/** Members without a value are left out. Parts only if `include` names them; `all` names each. */
export function representContact(contact: Contact, include = ''): Json {
  const wanted = new Set(include.split(','))
  const has = (part: string): boolean => include === 'all' || wanted.has(part)
  const { details = {} } = contact
  const whole: Json = {
    contact_id: contact.contact_id,
    email_address: {
      address: contact.address,
      permission_to_send: contact.permission,
      created_at: contact.created_at,
      updated_at: contact.updated_at,
      opt_in_source: 'Account',
      opt_in_date: contact.created_at,
      ...(contact.permission === 'unsubscribed' && {
        opt_out_source: 'Contact',
        opt_out_date: contact.updated_at,
        opt_out_reason: details['opt_out_reason'] ?? '',
      }),
      confirm_status: 'off',
    },
    ...Object.fromEntries(NAMES.map((name) => [name, contact[name] ?? undefined])),
    ...Object.fromEntries(DETAILS.map((name) => [name, details[name]])),
    create_source: details['create_source'] ?? 'Account',
    update_source: details['update_source'] ?? 'Account',
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    ...(contact.deleted_at && { deleted_at: contact.deleted_at }),
    ...(has('list_memberships') && { list_memberships: contact.lists }),
    ...(has('taggings') && { taggings: contact.tags }),
  }
  for (const part of Object.keys(PARTS))
    if (has(part)) whole[part] = details[part] ?? (part === 'sms_channel' ? undefined : [])
  return whole
}

/** A contact in no list, of which only the address is known. */
export function newContact(address: string, at: string): Contact {
  return {
    contact_id: randomUUID(),
    address,
    permission: 'implicit',
    first_name: null,
    last_name: null,
    job_title: null,
    company_name: null,
    lists: [],
    tags: [],
    created_at: at,
    updated_at: at,
    deleted_at: null,
  }
}

export function createContact(data: AccountData, address: string, at: string): Contact {
  const contact = newContact(address, at)
  putContact(data, contact)
  return contact
}

/** Writes a contact as POST and PUT do: names that are omitted become empty, parts that are omitted stay. */
export function writeContact(contact: Contact, body: ContactBody, at: string): void {
  for (const name of NAMES) contact[name] = body[name] ?? null
  contact.permission = body.email_address?.permission_to_send ?? contact.permission
  contact.lists = body.list_memberships ?? contact.lists
  contact.tags = body.taggings ?? contact.tags
  contact.updated_at = at
  const given: Json = { ...body }
  const details: Json = { ...contact.details }
  for (const name of DETAILS) details[name] = given[name]
  for (const name of ['create_source', 'update_source']) details[name] = given[name] ?? details[name]
  if (body.email_address?.opt_out_reason !== undefined)
    details['opt_out_reason'] = body.email_address.opt_out_reason
  writeParts(details, given, at)
  contact.details = details
}

/** Writes only what the body names, as the sign-up form does. */
export function addToContact(contact: Contact, body: Json, at: string): void {
  for (const name of NAMES) {
    const value = body[name]
    if (typeof value === 'string') contact[name] = value
  }
  const details: Json = { ...contact.details }
  for (const name of DETAILS) if (body[name] !== undefined) details[name] = body[name]
  const { phone_number: phone, street_address: address, ...rest } = body
  writeParts(
    details,
    {
      ...rest,
      ...(phone !== undefined && { phone_numbers: [{ phone_number: phone, kind: 'other' }] }),
      ...(address !== undefined && { street_addresses: [address] }),
    },
    at,
  )
  contact.details = details
  contact.updated_at = at
}

function writeParts(details: Json, given: Json, at: string): void {
  for (const [part, idMember] of Object.entries(PARTS)) {
    const value = given[part]
    if (value === undefined) continue
    details[part] =
      Array.isArray(value) && idMember
        ? value
            .filter(isJson)
            .map((item) => ({ [idMember]: randomUUID(), created_at: at, ...timesOf(part, at), ...item }))
        : value
  }
}

/** Notes are not changed. */
const timesOf = (part: string, at: string): Json => (part === 'notes' ? {} : { updated_at: at })
