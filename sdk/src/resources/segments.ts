import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  Contact,
  CreateSegmentInput,
  DeletedSegment,
  InSegment,
  ListSegmentContactsQuery,
  ListSegmentsQuery,
  SavedSegment,
  Segment,
  SegmentConditionsInput,
  SegmentCount,
  Sourced,
  UpdateSegmentInput,
} from '../wire.ts'

/** The segments of an audience. */
export function segments({ sourcedList, post, patch, delete: remove }: Api, connectionId: string) {
  return {
    /** With the number of contacts, if the provider reports it. */
    list: ({ audienceId, ...query }: ListSegmentsQuery, options?: RequestOptions) =>
      sourcedList<Segment>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments`,
        options,
        query,
      ),
    /** Counts the contacts that meet the conditions. Changes nothing. @throws LetterlockApiError segment_too_large */
    count: (audienceId: string, input: SegmentConditionsInput, options?: RequestOptions) =>
      post<Sourced<SegmentCount>>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments/count`,
        options,
        input,
      ),
    /** Pass its ID as `segmentId` of a campaign. @throws LetterlockApiError segment_too_large, unknown_contact_field */
    create: (audienceId: string, input: CreateSegmentInput, options?: RequestOptions) =>
      post<Sourced<SavedSegment>>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments`,
        options,
        input,
      ),
    /**
     * Renames it, changes its conditions, or evaluates the same conditions again.
     * @throws LetterlockApiError segment_in_use: a campaign to it waits for approval or is scheduled
     */
    update: ({ audienceId, segmentId }: InSegment, input: UpdateSegmentInput, options?: RequestOptions) =>
      patch<Sourced<SavedSegment>>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments/${{ segmentId }}`,
        options,
        input,
      ),
    /** Deletes the segment. Its contacts stay. @throws LetterlockApiError segment_in_use */
    delete: ({ audienceId, segmentId }: InSegment, options?: RequestOptions) =>
      remove<Sourced<DeletedSegment>>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments/${{ segmentId }}`,
        options,
      ),
    /** The contacts of a segment. */
    listContacts: ({ audienceId, segmentId, ...query }: ListSegmentContactsQuery, options?: RequestOptions) =>
      sourcedList<Contact>(
        path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments/${{ segmentId }}/contacts`,
        options,
        query,
      ),
  }
}
