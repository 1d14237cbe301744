import { comparableText } from './comparable-text.ts'
import { isPending } from './held-requests.ts'
import type { SendRequestRow } from './send-request.ts'
import { mayMean, type Change } from './write-rule.ts'

/**
 * Whether a write may change what was shown in this request.
 * @param provider slug of the one that is called: at another one the same things have other IDs
 */
export function mayChange(
  request: SendRequestRow,
  { effect, ids: given }: Change,
  provider: string,
): boolean {
  const ids = request.provider === provider ? given : null
  const { campaignId, campaignPartIds, audienceIds, segments } = request
  const isAmong = (known: readonly string[]): boolean =>
    ids === null || ids.some((one) => known.some((id) => mayMean(one, id)))
  const hasSegments = segments.length > 0
  switch (effect) {
    case 'none':
    case 'deferred':
      return false
    case 'campaign':
      return isAmong([campaignId, ...campaignPartIds])
    case 'audience':
      return isAmong(audienceIds)
    case 'segment':
      return hasSegments && isAmong(segments.flatMap(({ id, parts }) => [id, ...parts]))
    // A time is approved, and people come and go until then.
    case 'membership':
      return isPending(request) && hasSegments && isAmong(segments.flatMap(({ id, parts }) => [id, ...parts]))
    case 'tags':
      return isPending(request) && segments.some(({ tags }) => decide(tags, ids))
    case 'anything':
      return true
  }
}

/** Whether one of these tags may decide who is in a segment. @param given null: any */
function decide(tags: readonly string[] | null, given: readonly string[] | null): boolean {
  if (given?.length === 0) return false
  if (tags === null) return true
  if (given === null) return tags.length > 0
  const changed = new Set(given.map(comparableText))
  return tags.some((tag) => changed.has(comparableText(tag)))
}
