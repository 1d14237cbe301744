import type { Segment } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { ProviderApi } from '../provider-api.ts'
import { isListSegment, listSegmentName } from '../list-segment.ts'
import { listBody } from './describe.ts'

/** The lists that are segments. */
export async function listSegments(api: ProviderApi): Promise<Segment[]> {
  const lists = await api.get('/v2/lists', z.array(listBody))
  return lists
    .filter(({ name }) => isListSegment(name))
    .map(({ id, name, contact_count }) => ({ id, name: listSegmentName(name), contactCount: contact_count }))
}
