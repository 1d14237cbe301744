import type { Contact } from '@letterlock/sdk/wire.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import type { Found, PageWanted } from '../adapters/page.ts'
import type { ProviderApi } from '../adapters/provider-api.ts'
import { evaluateSegment } from './evaluate-segment.ts'
import type { AccountClient } from '../get-account-client.ts'
import { withFreeSegment } from '../sending/segment-lease.ts'
import { assertConditions, type SegmentConditions } from '../model/segment-conditions.ts'
import type { SavedSegment, SegmentCount, UpdateSegmentInput } from '../model/segment-schemas.ts'

/**
 * Counts the contacts of a segment before it is created. Reads the audience and the data that the conditions need.
 * @throws ProblemError segment_too_large, unknown_contact_field, unsupported_by_provider
 */
export async function countSegment(
  account: AccountClient,
  audience: string,
  conditions: SegmentConditions,
): Promise<SegmentCount> {
  assertConditions(conditions)
  const { api, countRequests } = withCount(account.api)
  const members = await evaluateSegment({ ...account, api }, audience, conditions)
  return { contactCount: members.length, requestCount: countRequests() }
}

/**
 * Creates a segment. It follows its conditions if the provider supports them; otherwise it contains the contacts that meet them now.
 * @throws ProblemError segment_too_large, unknown_contact_field, unsupported_by_provider
 */
export async function createSegment(
  account: AccountClient,
  audience: string,
  { name, ...conditions }: SegmentConditions & { readonly name: string },
): Promise<SavedSegment> {
  assertConditions(conditions)
  const { adapter, record } = account
  const { api, countRequests } = withCount(account.api)
  const followed = await adapter.followConditions?.(api, audience, { name, ...conditions })
  const segment =
    followed ??
    (await adapter.createSegment(
      api,
      audience,
      name,
      await evaluateSegment({ ...account, api }, audience, conditions),
    ))
  await record({ type: 'segment.created', data: { segmentId: segment.id, name, audienceId: audience } })
  return { ...segment, followsConditions: followed !== undefined, requestCount: countRequests() }
}

/**
 * Renames a segment, or gives it other conditions.
 * @throws ProblemError as createSegment, and resource_not_found, segment_in_use, campaign_busy
 */
export async function updateSegment(
  account: AccountClient,
  wanted: SegmentWanted,
  change: UpdateSegmentInput,
): Promise<SavedSegment> {
  if (change.name === undefined && change.conditions === undefined)
    throw invalidRequest({ pointer: '', detail: 'Pass a name or conditions.' })
  return withFreeSegment(account, wanted.id, () => changeSegment(account, wanted, change))
}

interface SegmentWanted {
  readonly audience: string
  readonly id: string
}

async function changeSegment(
  account: AccountClient,
  { audience, id }: SegmentWanted,
  { name, match, conditions }: UpdateSegmentInput,
): Promise<SavedSegment> {
  const { adapter, record } = account
  const { api, countRequests } = withCount(account.api)
  const wanted = conditions && { match, conditions }
  if (wanted) assertConditions(wanted)
  const follows = wanted ? await adapter.changeConditions?.(api, { audience, id }, wanted) : undefined
  const members =
    wanted && follows !== true ? await evaluateSegment({ ...account, api }, audience, wanted) : undefined
  const segment = await adapter.updateSegment(api, { audience, id }, { name, members })
  await record({ type: 'segment.updated', data: { segmentId: id, name: segment.name, audienceId: audience } })
  return { ...segment, followsConditions: follows ?? null, requestCount: countRequests() }
}

/** Deletes a segment; its contacts stay. @throws ProblemError resource_not_found, segment_in_use, campaign_busy */
export async function deleteSegment(
  account: AccountClient,
  audience: string,
  id: string,
): Promise<{ id: string; deleted: true }> {
  const { adapter, api, record } = account
  await withFreeSegment(account, id, () => adapter.deleteSegment(api, audience, id))
  await record({ type: 'segment.deleted', data: { segmentId: id, audienceId: audience } })
  return { id, deleted: true }
}

/** The contacts of a segment. @throws ProblemError resource_not_found */
export function listSegmentContacts(
  { adapter, api }: AccountClient,
  audience: string,
  id: string,
  page: PageWanted,
): Promise<Found<Contact>> {
  return adapter.segmentContacts(api, audience, id, page)
}

/** The same API with a count of its requests, which the response contains. */
function withCount(api: ProviderApi): { api: ProviderApi; countRequests: () => number } {
  let count = 0
  return {
    api: {
      ...api,
      get(path, shape, query) {
        count++
        return api.get(path, shape, query)
      },
      send(method, path, body) {
        count++
        return api.send(method, path, body)
      },
      sendFor(method, path, shape, body) {
        count++
        return api.sendFor(method, path, shape, body)
      },
    },
    countRequests: () => count,
  }
}
