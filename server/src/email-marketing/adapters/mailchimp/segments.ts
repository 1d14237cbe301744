import type { Contact, Segment } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { SegmentWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isBehavior, type SegmentCondition, type SegmentConditions } from '../../model/segment-conditions.ts'
import { count, integerId } from '../shapes.ts'
import { digitsOf, segment } from '../values.ts'
import { findTag } from './contact-changing.ts'
import { describeMember, member } from './describe.ts'
import { found, pageQuery } from './paging.ts'
import { fieldsOf } from './reading.ts'
import { assertFields } from '../writing.ts'

/* https://mailchimp.com/developer/marketing/api/list-segments/ */

const row = z.object({ id: integerId, name: z.string(), member_count: count, type: z.string() })

const describe = ({ id, name, member_count }: z.output<typeof row>): Segment => ({
  id,
  name,
  contactCount: member_count,
})

export const segmentPath = (audience: string, id?: string): string =>
  `/3.0/lists/${segment(audience)}/segments${id === undefined ? '' : `/${segment(digitsOf(id))}`}`

const TEXT_OPS = {
  is: 'is',
  is_not: 'not',
  contains: 'contains',
  does_not_contain: 'notcontain',
  is_empty: 'blank',
  is_not_empty: 'blank_not',
} as const

const AIM_OPS = {
  received: { did: 'sent', did_not: 'nosent' },
  opened: { did: 'open', did_not: 'noopen' },
  clicked: { did: 'click', did_not: 'noclick' },
} as const

type Words = Readonly<Record<string, string | undefined>>

/** The provider's condition; undefined if it has none, such as for what was opened within so many days. */
async function translated(
  api: ProviderApi,
  audience: string,
  condition: SegmentCondition,
): Promise<object | undefined> {
  const { by, op, field, value = '', campaignId } = condition
  if (isBehavior(condition)) {
    const ops: Words = AIM_OPS[condition.by]
    return campaignId === undefined
      ? undefined
      : { condition_type: 'Aim', field: 'aim', op: ops[op], value: campaignId }
  }
  if (by === 'tag') {
    const tag = await findTag(api, audience, value)
    return tag === undefined
      ? undefined
      : {
          condition_type: 'StaticSegment',
          field: 'static_segment',
          op: op === 'is' ? 'static_is' : 'static_not',
          value: Number(tag),
        }
  }
  const ops: Words = TEXT_OPS
  const text = { op: ops[op], value }
  return by === 'email'
    ? { condition_type: 'EmailAddress', field: 'EMAIL', ...text }
    : { condition_type: 'TextMerge', field, ...text }
}

/** The options of a saved segment; undefined if one of the conditions has no translation. */
async function optionsOf(
  api: ProviderApi,
  audience: string,
  { match, conditions }: SegmentConditions,
): Promise<object | undefined> {
  const fields = conditions.flatMap(({ by, field }) => (by === 'field' ? (field ?? []) : []))
  if (fields.length > 0)
    assertFields(Object.fromEntries(fields.map((name) => [name, ''])), await fieldsOf(api, audience))
  const all: object[] = []
  for (const condition of conditions) {
    const one = await translated(api, audience, condition)
    if (one === undefined) return undefined
    all.push(one)
  }
  return { match, conditions: all }
}

const addressesOf = (members: readonly Contact[]): string[] => members.map(({ email }) => email)

export const segmentWriting: SegmentWriting = {
  async followConditions(api, audience, { name, ...conditions }) {
    const options = await optionsOf(api, audience, conditions)
    return options && describe(await api.sendFor('POST', segmentPath(audience), row, { name, options }))
  },

  async changeConditions(api, { audience, id }, conditions) {
    const { type } = await api.get(segmentPath(audience, id), row)
    if (type !== 'saved') return false
    const options = await optionsOf(api, audience, conditions)
    if (options) await api.send('PATCH', segmentPath(audience, id), { options })
    return options !== undefined
  },

  async createSegment(api, audience, name, members) {
    const body = { name, static_segment: addressesOf(members) }
    return describe(await api.sendFor('POST', segmentPath(audience), row, body))
  },

  async updateSegment(api, { audience, id }, { name, members }) {
    const body = { name, static_segment: members && addressesOf(members) }
    const isChange = name !== undefined || members !== undefined
    if (isChange) return describe(await api.sendFor('PATCH', segmentPath(audience, id), row, body))
    return describe(await api.get(segmentPath(audience, id), row))
  },

  deleteSegment: (api, audience, id) => api.send('DELETE', segmentPath(audience, id)),

  async segmentContacts(api, audience, id, page) {
    const shape = z.object({ members: z.array(member), total_items: count })
    const { members, total_items } = await api.get(`${segmentPath(audience, id)}/members`, shape, {
      ...pageQuery(page),
      exclude_fields: 'members._links',
      // Only members who receive campaigns.
      include_cleaned: 'false',
      include_unsubscribed: 'false',
    })
    return found(page, members, total_items, describeMember)
  },
}
