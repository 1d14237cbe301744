import * as conditions from '../../email-marketing/model/segment-conditions.ts'
import * as model from '../../email-marketing/model/segment-schemas.ts'
import { documented, unknown } from './documented.ts'

/* Segments, and the conditions that make them. */

const condition = documented(
  conditions.segmentCondition,
  { id: 'SegmentCondition', description: 'One condition. It counts subscribed contacts of the audience.' },
  {
    by: '`field`, `email` and `tag`: what a contact is; `received`, `opened` and `clicked`: what it did.',
    op: '`did` and `did_not` with what it did; `is` and `is_not` with a tag; any other with a text. Case does not count.',
    field: { description: 'With `by: field`, its name.', examples: ['CITY'] },
    value: { description: 'A text, or the name of a tag.', examples: ['Berlin'] },
    campaignId: { description: 'With what it did: in this campaign.', examples: ['b102706706'] },
    days: { description: 'Instead: in any campaign sent within so many days.', examples: [180] },
  },
)

const members = {
  match: 'Whether all conditions must hold, or any.',
  name: { examples: ['Berlin, active'] },
}
const conditionList = condition
  .array()
  .min(1)
  .max(10)
  .meta({ examples: [[{ by: 'field', op: 'is', field: 'CITY', value: 'Berlin' }]] })

export const segmentConditionsInput = documented(
  conditions.segmentConditions.extend({ conditions: conditionList }),
  { id: 'SegmentConditions' },
  { match: members.match },
)
export const createSegmentInput = documented(
  model.newSegment.extend({ conditions: conditionList }),
  { id: 'CreateSegment' },
  members,
)
export const updateSegmentInput = documented(
  model.segmentChange.extend({ conditions: conditionList.optional() }),
  { id: 'UpdateSegment', description: 'What is left out stays.' },
  members,
)

const cost = 'The requests to the provider that it took.'

export const segmentCount = documented(
  model.segmentCount,
  { id: 'SegmentCount', description: 'How many contacts meet the conditions now.' },
  { contactCount: { examples: [420] }, requestCount: cost },
)
export const savedSegment = documented(
  model.savedSegment,
  { id: 'SavedSegment' },
  {
    name: members.name,
    contactCount: unknown,
    followsConditions:
      'true: contacts are added and removed as they meet the conditions. false: it holds those who met them when it was made or changed. null: unchanged.',
    requestCount: cost,
  },
)
export const deletedSegment = documented(model.deletedSegment, { id: 'DeletedSegment' })
