import type { Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { SegmentWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { forEach } from '../../model/for-each.ts'
import { integerId } from '../shapes.ts'
import { digitsOf, segment } from '../values.ts'
import { describeRecipient, recipient } from './describe.ts'
import { CONSOLE, everything, pageOf } from './paging.ts'

/*
 * A segment is a group of a list. Recipients are added one by one: the bulk call is an import, which would resubscribe a recipient who has
 * unsubscribed meanwhile.
 */

const MAX_MEMBERS = 1000
const CONCURRENCY = 5

const group = z.object({ idGroup: integerId, Name: z.string() })

/** The groups of a list. */
export const groupsOf = (api: ProviderApi, audience: string): Promise<z.output<typeof group>[]> =>
  everything(api, `${CONSOLE}/List/${segment(audience)}/Groups`, group)

const groupPath = (id: string): string => `${CONSOLE}/Group/${segment(digitsOf(id))}`
const pathIn = (audience: string, id: string): string =>
  `${CONSOLE}/List/${segment(audience)}/Group/${segment(digitsOf(id))}`

/** @throws ProblemError segment_too_large */
function assertFew(members: readonly Contact[]): void {
  if (members.length > MAX_MEMBERS)
    throw new ProblemError('segment_too_large', { facts: { what: `${MAX_MEMBERS} members` } })
}

async function add(api: ProviderApi, id: string, members: readonly Contact[]): Promise<void> {
  await forEach(members, CONCURRENCY, (contact) =>
    api.send('POST', `${groupPath(id)}/Subscribe/${segment(contact.id)}`),
  )
}

export const segmentWriting: SegmentWriting = {
  async createSegment(api, audience, name, members) {
    assertFew(members)
    const path = `${CONSOLE}/List/${segment(audience)}/Group`
    const { idGroup } = await api.sendFor('POST', path, group, { Name: name, Notes: '' })
    await add(api, idGroup, members)
    return { id: idGroup, name, contactCount: members.length }
  },

  async updateSegment(api, { audience, id }, { name, members }) {
    if (members) assertFew(members)
    const known = (await groupsOf(api, audience)).find(({ idGroup }) => idGroup === id)
    if (!known) throw new ProblemError('resource_not_found', { facts: { resource: `segment ${id}` } })
    if (name !== undefined) await api.send('PUT', pathIn(audience, id), { Name: name })
    if (members) {
      const before = await everything(api, `${groupPath(id)}/Recipients`, recipient)
      const wanted = new Set(members.map((contact) => contact.id))
      const present = new Set(before.map(({ idRecipient }) => idRecipient))
      await add(
        api,
        id,
        members.filter((contact) => !present.has(contact.id)),
      )
      const gone = [...present].filter((one) => !wanted.has(one))
      await forEach(gone, CONCURRENCY, (one) =>
        api.send('DELETE', `${groupPath(id)}/Unsubscribe/${segment(one)}`),
      )
    }
    return { id, name: name ?? known.Name, contactCount: members?.length ?? null }
  },

  deleteSegment: (api, audience, id) => api.send('DELETE', pathIn(audience, id)),

  segmentContacts: (api, audience, id, page) =>
    // Only subscribed recipients get a message to the group; this call does not return the status.
    pageOf(api, `${groupPath(id)}/Recipients`, recipient, page, (one) =>
      describeRecipient(one, 'subscribed', audience),
    ),
}
