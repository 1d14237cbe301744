import { comparableText } from '../model/comparable-text.ts'
import { isPending } from './held-requests.ts'
import type { SendRequestRow } from './send-request.ts'
import { mayMean, type Change } from '../adapters/write-rule.ts'

/**
 * Whether a write can change what was shown in this request.
 * @param provider slug of the provider that is called: at another one the same objects have other IDs
 */
export function mayChange(
  request: SendRequestRow,
  { effect, ids: given, shownBy }: Change,
  provider: string,
): boolean {
  const ids = request.provider === provider ? given : null
  const { campaignId, campaignPartIds, audienceIds, segments } = request
  const isAmong = (known: readonly string[]): boolean => ids === null || known.some((id) => mayMean(ids, id))
  const isAmongSegments = (): boolean =>
    segments.length > 0 && isAmong(segments.flatMap(({ id, parts }) => [id, ...parts]))
  switch (effect) {
    case 'none':
    case 'deferred':
      return false
    case 'campaign':
      return isAmong([campaignId, ...campaignPartIds])
    case 'audience':
      return isAmong(audienceIds)
    case 'field':
      return isAmong(audienceIds) && (isShown(request, shownBy) || hasOwnConditions(segments))
    case 'segment':
      return isAmongSegments()
    // A scheduled campaign was approved for a time, until which contacts may join and leave.
    case 'membership':
      return isPending(request) && isAmongSegments()
    case 'tags':
      return isPending(request) && mayDecide(segments, ids)
    case 'anything':
      return true
  }
}

/** Whether the email shows a field. @param by its merge tags; any by default */
const isShown = ({ mergeTags }: SendRequestRow, by = /^/): boolean =>
  mergeTags === null || mergeTags.some((tag) => by.test(tag))

/** Whether a segment has conditions of the provider that are unknown here. */
const hasOwnConditions = (segments: SendRequestRow['segments']): boolean =>
  segments.some(({ tags }) => tags === null)

/** Whether one of these tags may decide who is in one of the segments. @param given null for any tag */
function mayDecide(segments: SendRequestRow['segments'], given: readonly string[] | null): boolean {
  if (given?.length === 0) return false
  const changed = given && comparableTags(given)
  return segments.some(
    ({ tags }) =>
      tags === null ||
      (changed ? [...comparableTags(tags)].some((tag) => changed.has(tag)) : tags.length > 0),
  )
}

const comparable = new WeakMap<readonly string[], ReadonlySet<string>>()

/** Prepares the tags once for all waiting send requests: a body may contain thousands, repeatedly. */
function comparableTags(tags: readonly string[]): ReadonlySet<string> {
  let texts = comparable.get(tags)
  if (!texts) comparable.set(tags, (texts = new Set([...new Set(tags)].map(comparableText))))
  return texts
}
