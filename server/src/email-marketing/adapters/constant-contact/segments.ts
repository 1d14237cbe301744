import type { Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { SegmentWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { inPieces } from '../../../kernel/in-pieces.ts'
import { isListSegment, LIST_SEGMENT_PREFIX, listSegmentName } from '../list-segment.ts'
import { readWholeList } from '../read-lists.ts'
import { id as shapeOfId } from '../shapes.ts'
import { segment } from '../values.ts'
import { describeContact, listBody } from './describe.ts'
import { cursorOf, nextOf } from './paging.ts'
import { contactsPage, INCLUDE, withTagNames } from './reading.ts'

/*
 * A segment of chosen contacts is a contact list whose name begins with “Segment: ”. The provider's own segments, made on its pages, are
 * listed too; their criteria are not written here.
 */

const PER_CALL = 500

/** Whether an ID is that of one of the provider's own segments, not of a list. */
export const isOwnSegment = (id: string): boolean => /^\d+$/.test(id)

/** @throws ProblemError unsupported_by_provider */
function assertList(id: string): void {
  if (isOwnSegment(id))
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: 'a change of a segment that was made on its pages' },
    })
}

async function members(
  api: ProviderApi,
  what: 'add' | 'remove',
  list: string,
  contactIds: readonly string[],
): Promise<void> {
  for (const contact_ids of inPieces(contactIds, PER_CALL))
    await api.send('POST', `/v3/activities/${what}_list_memberships`, {
      source: { contact_ids },
      list_ids: [list],
    })
}

const idsOf = (contacts: readonly Contact[]): string[] => contacts.map(({ id }) => id)

function listMembers(api: ProviderApi, list: string): Promise<string[]> {
  return readWholeList(async (at) => {
    const page = await api.get('/v3/contacts', contactsPage, {
      limit: PER_CALL,
      cursor: cursorOf(at),
      lists: list,
    })
    return { items: page.contacts.map(({ contact_id }) => contact_id), next: nextOf(page) }
  })
}

export const segmentWriting: SegmentWriting = {
  async createSegment(api, _audience, name, contacts) {
    const { list_id } = await api.sendFor('POST', '/v3/contact_lists', z.object({ list_id: shapeOfId }), {
      name: LIST_SEGMENT_PREFIX + name,
    })
    await members(api, 'add', list_id, idsOf(contacts))
    return { id: list_id, name, contactCount: contacts.length }
  },

  async updateSegment(api, { id }, { name, members: contacts }) {
    assertList(id)
    const path = `/v3/contact_lists/${segment(id)}`
    const list = await api.get(path, listBody)
    if (!isListSegment(list.name)) throw new ProblemError('resource_not_found')
    if (name !== undefined) await api.send('PUT', path, { name: LIST_SEGMENT_PREFIX + name })
    if (contacts) {
      const wanted = new Set(idsOf(contacts))
      const before = await listMembers(api, id)
      const present = new Set(before)
      await members(
        api,
        'add',
        id,
        [...wanted].filter((one) => !present.has(one)),
      )
      await members(
        api,
        'remove',
        id,
        before.filter((one) => !wanted.has(one)),
      )
    }
    return { id, name: name ?? listSegmentName(list.name), contactCount: contacts?.length ?? null }
  },

  async deleteSegment(api, _audience, id) {
    if (isOwnSegment(id)) return api.send('DELETE', `/v3/segments/${segment(id)}`)
    const path = `/v3/contact_lists/${segment(id)}`
    const { name } = await api.get(path, listBody)
    // An audience must not be deleted as a segment.
    if (!isListSegment(name)) throw new ProblemError('resource_not_found')
    return api.send('DELETE', path)
  },

  async segmentContacts(api, _audience, id, { limit, at }) {
    const which = isOwnSegment(id) ? { segment_id: id } : { lists: id }
    const query = { limit, cursor: cursorOf(at), include: INCLUDE, ...which }
    const answer = await api.get('/v3/contacts', contactsPage, query)
    return { items: await withTagNames(api, answer.contacts.map(describeContact)), next: nextOf(answer) }
  },
}
