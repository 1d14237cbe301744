import {
  countSegment,
  createSegment,
  deleteSegment,
  listSegmentContacts,
  updateSegment,
} from '../../email-marketing/segments/segments.ts'
import { contact } from '../schemas/email-marketing.ts'
import {
  createSegmentInput,
  deletedSegment,
  savedSegment,
  segmentConditionsInput,
  segmentCount,
  updateSegmentInput,
} from '../schemas/segments.ts'
import { many, one, type MarketingRoute } from './email-marketing-route.ts'

const PATH = 'audiences/:audienceId/segments'
const problems = ['segment_too_large', 'unknown_contact_field'] as const
/** The errors of a segment of a campaign that waits for approval. */
const IN_USE = ['campaign_busy', 'segment_in_use'] as const

/** Segments: count, create, update, delete, and list their contacts. */
export const segmentRoutes: readonly MarketingRoute[] = [
  one({
    method: 'POST',
    scope: 'audiences:read',
    path: `${PATH}/count`,
    operationId: 'countSegment',
    problems,
    summary: 'Count a segment before it is created',
    description:
      'Nothing is changed. It reads the audience, and the recipients of the campaigns in question.',
    body: segmentConditionsInput,
    answer: segmentCount,
    ask: ({ account, part, body }) => countSegment(account, part('audienceId'), body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: PATH,
    operationId: 'createSegment',
    problems,
    summary: 'Create a segment',
    description:
      'It follows the conditions where the provider can express them all (`followsConditions`); elsewhere it holds the contacts that meet them now. A campaign goes to it with `segmentId`.',
    body: createSegmentInput,
    answer: savedSegment,
    status: 201,
    ask: ({ account, part, body }) => createSegment(account, part('audienceId'), body),
  }),
  one({
    method: 'PATCH',
    scope: 'audiences:write',
    path: `${PATH}/:segmentId`,
    operationId: 'updateSegment',
    problems: [...problems, ...IN_USE],
    summary: 'Update a segment',
    description:
      'Renames it, gives it other conditions, or evaluates the same ones again; not while a campaign to it waits for approval or is scheduled.',
    body: updateSegmentInput,
    answer: savedSegment,
    ask: ({ account, part, body }) =>
      updateSegment(account, { audience: part('audienceId'), id: part('segmentId') }, body),
  }),
  one({
    method: 'DELETE',
    scope: 'audiences:write',
    path: `${PATH}/:segmentId`,
    operationId: 'deleteSegment',
    problems: IN_USE,
    summary: 'Delete a segment',
    description: 'Its contacts stay. Not while a campaign to it waits for approval or is scheduled.',
    answer: deletedSegment,
    ask: ({ account, part }) => deleteSegment(account, part('audienceId'), part('segmentId')),
  }),
  many({
    method: 'GET',
    scope: 'audiences:read',
    path: `${PATH}/:segmentId/contacts`,
    operationId: 'listSegmentContacts',
    summary: 'List the contacts of a segment',
    item: contact,
    ask: ({ account, part }, page) =>
      listSegmentContacts(account, part('audienceId'), part('segmentId'), page),
  }),
]
