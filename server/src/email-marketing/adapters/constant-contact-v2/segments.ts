import type { Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { SegmentWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { plain } from '../../model/addresses.ts'
import { inPieces } from '../../../kernel/in-pieces.ts'
import { isListSegment, LIST_SEGMENT_PREFIX, listSegmentName } from '../list-segment.ts'
import { segment } from '../values.ts'
import { contactBody, describeContact, listBody } from './describe.ts'
import { nextOf, paged } from './paging.ts'

/* The provider has no segments: one is a list whose name begins with “Segment: ”. */

const PER_CALL = 500
const contactsPage = paged(contactBody)

const pathOf = (id: string): string => `/v2/lists/${segment(id)}`

async function change(
  api: ProviderApi,
  what: 'addcontacts' | 'removefromlists',
  list: string,
  addresses: readonly string[],
): Promise<void> {
  for (const piece of inPieces(addresses, PER_CALL))
    await api.send('POST', `/v2/activities/${what}`, {
      import_data: piece.map((email) => ({ email_addresses: [email] })),
      lists: [list],
      ...(what === 'addcontacts' && { column_names: ['EMAIL'] }),
    })
}

const addressesOf = (contacts: readonly Contact[]): string[] => contacts.map(({ email }) => email)

async function listMembers(api: ProviderApi, list: string): Promise<string[]> {
  const addresses: string[] = []
  let next: string | undefined
  do {
    const page: z.output<typeof contactsPage> = await api.get(`${pathOf(list)}/contacts`, contactsPage, {
      limit: PER_CALL,
      next,
    })
    addresses.push(...addressesOf(page.results.map(describeContact)))
    next = nextOf(page) ?? undefined
  } while (next !== undefined)
  return addresses
}

/** @throws ProblemError resource_not_found, also for a list that is not a segment */
async function readSegment(api: ProviderApi, id: string): Promise<z.output<typeof listBody>> {
  const list = await api.get(pathOf(id), listBody)
  if (!isListSegment(list.name)) throw new ProblemError('resource_not_found')
  return list
}

export const segmentWriting: SegmentWriting = {
  async createSegment(api, _audience, name, members) {
    const body = { name: LIST_SEGMENT_PREFIX + name, status: 'ACTIVE' }
    const { id } = await api.sendFor('POST', '/v2/lists', z.object({ id: z.string().min(1) }), body)
    await change(api, 'addcontacts', id, addressesOf(members))
    return { id, name, contactCount: members.length }
  },

  async updateSegment(api, { id }, { name, members }) {
    const list = await readSegment(api, id)
    if (name !== undefined)
      await api.send('PUT', pathOf(id), { name: LIST_SEGMENT_PREFIX + name, status: 'ACTIVE' })
    if (members) {
      const before = await listMembers(api, id)
      const wanted = addressesOf(members)
      const had = new Set(before.map(plain))
      const has = new Set(wanted.map(plain))
      await change(
        api,
        'addcontacts',
        id,
        wanted.filter((email) => !had.has(plain(email))),
      )
      await change(
        api,
        'removefromlists',
        id,
        before.filter((email) => !has.has(plain(email))),
      )
    }
    return { id, name: name ?? listSegmentName(list.name), contactCount: members?.length ?? null }
  },

  async deleteSegment(api, _audience, id) {
    await readSegment(api, id)
    await api.send('DELETE', pathOf(id))
  },

  async segmentContacts(api, _audience, id, { limit, at }) {
    const page = await api.get(`${pathOf(id)}/contacts`, contactsPage, { limit, next: at ?? undefined })
    return { items: page.results.map(describeContact), next: nextOf(page) }
  },
}
