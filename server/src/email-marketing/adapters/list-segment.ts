import type { Audience } from '@letterlock/sdk/wire.ts'
import type { DefinedSegment } from './campaign-adapter.ts'

/** For providers without segments of chosen contacts: a list is used as one, and is recognized by its name. */
export const LIST_SEGMENT_PREFIX = 'Segment: '

/** Whether a list is used as a segment. */
export function isListSegment(listName: string): boolean {
  return listName.startsWith(LIST_SEGMENT_PREFIX)
}

/** The name of a segment, without the prefix of its list. */
export function listSegmentName(listName: string): string {
  return listName.slice(LIST_SEGMENT_PREFIX.length)
}

/** The audiences that are used as segments. Their contacts define them. */
export function listSegmentsAmong(audiences: readonly Audience[]): DefinedSegment[] {
  return audiences
    .filter(({ name }) => isListSegment(name))
    .map(({ id, name }) => ({ id, name: listSegmentName(name), tags: [], parts: [], definition: null }))
}
