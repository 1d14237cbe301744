import type { Segment } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { ProviderApi } from '../provider-api.ts'
import { isListSegment, listSegmentName } from '../list-segment.ts'
import { listBody } from './describe.ts'

const MAX_LISTS = 500

/** The lists that are segments of chosen contacts. */
export async function listSegments(api: ProviderApi): Promise<Segment[]> {
  const query = { limit: MAX_LISTS, include_membership_count: 'active' }
  const { lists } = await api.get('/v3/contact_lists', z.object({ lists: z.array(listBody) }), query)
  return lists
    .filter(({ name }) => isListSegment(name))
    .map(({ list_id, name, membership_count }) => ({
      id: list_id,
      name: listSegmentName(name),
      contactCount: membership_count,
    }))
}
