import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AccountData, Contact } from '../../constant-contact/account-data.ts'
import { createContact } from '../../constant-contact/api/contact.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor } from './gate.ts'

interface Bulk {
  Body: { import_data?: { email_addresses?: string[] }[]; lists?: string[] }
}

const represent = (count: number) => ({
  id: randomUUID(),
  type: 'ADD_CONTACTS',
  error_count: 0,
  contact_count: count,
})

/** Contacts that are added to lists and removed from them by the hundred. One that has opted out stays so. */
export function registerBulkActivities(server: FastifyInstance, world: World): void {
  const chosen = (data: AccountData, { import_data = [], lists = [] }: Bulk['Body']) => ({
    addresses: import_data.flatMap(({ email_addresses = [] }) =>
      email_addresses.map((one) => one.toLowerCase()),
    ),
    lists: lists.map((id) => byShortId(data.lists, id).list_id),
  })
  const find = (data: AccountData, address: string): Contact | undefined =>
    Object.values(data.contacts).find((contact) => contact.address === address)

  server.post<Bulk>('/activities/addcontacts', (request, reply) => {
    const data = dataFor(world, request)
    const { addresses, lists } = chosen(data, request.body)
    for (const address of addresses) {
      const contact = find(data, address) ?? createContact(data, address, world.clock.now().toISOString())
      contact.lists = [...new Set([...contact.lists, ...lists])]
    }
    return reply.code(201).send(represent(addresses.length))
  })

  server.post<Bulk>('/activities/removefromlists', (request, reply) => {
    const data = dataFor(world, request)
    const { addresses, lists } = chosen(data, request.body)
    for (const address of addresses) {
      const contact = find(data, address)
      if (contact) contact.lists = contact.lists.filter((id) => !lists.includes(id))
    }
    return reply.code(201).send(represent(addresses.length))
  })
}
