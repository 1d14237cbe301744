import { z } from 'zod'
import { TAKES_OUT, type Change, type ReadBody, type WriteRule } from '../write-rule.ts'
import { changesInBatch } from './changes-in-batch.ts'

const isOut = z.enum(['unsubscribed', 'cleaned'])

/** A write that only unsubscribes. A new member would get `status_if_new`. */
const unsubscribed = z.object({ status: isOut, status_if_new: isOut.optional() })

const unsubscribes: ReadBody = (body) => (unsubscribed.safeParse(body).success ? TAKES_OUT : null)

const allUnsubscribed = z.object({ members: z.array(unsubscribed).min(1) })

const contact = z.object({ tags: z.array(z.string()).optional() })

/** Contacts without `sync_tags`, which removes all tags that are not named. */
const contacts = z.object({ members: z.array(contact), sync_tags: z.literal(false).optional() })

const tagged = z.object({ tags: z.array(z.object({ name: z.string() })) })

const changesOfTags = (names: readonly string[] | undefined): Change[] | null =>
  names ? [{ effect: 'tags', ids: names }] : null

const tagsOfContact: ReadBody = (body) => {
  if (unsubscribed.safeParse(body).success) return TAKES_OUT
  const { data } = contact.safeParse(body)
  return changesOfTags(data && (data.tags ?? []))
}

/** The tags of contacts. With `sync_tags`, tags that the body does not name are removed too. */
const tagsOfContacts: ReadBody = (body) =>
  allUnsubscribed.safeParse(body).success
    ? TAKES_OUT
    : changesOfTags(contacts.safeParse(body).data?.members.flatMap(({ tags = [] }) => tags))

const tagsOfMember: ReadBody = (body) =>
  changesOfTags(tagged.safeParse(body).data?.tags.map(({ name }) => name))

/**
 * Matches any merge tag that may show a field: all but the provider's own ones, which have a colon, are longer than the tag of a field, or
 * are reserved.
 */
const ANY_FIELD =
  /^(?!(?:IF:)?(?:INTERESTS|UNSUB|FORWARD|REWARDS|ARCHIVE|USER_URL|DATE|EMAIL|EMAIL_TYPE|TO)$|\w{11,}$|(?:LIST|HTML|MC|END|ELSE):)/i

/** The members of a field that no email shows. */
const unseenPart = z.strictObject({
  name: z.unknown().optional(),
  required: z.unknown().optional(),
  public: z.unknown().optional(),
  display_order: z.unknown().optional(),
  help_text: z.unknown().optional(),
})

const field = z.looseObject({})

/** The members of a field that emails show: its default, tag, choices and formats. */
const shownOfField: ReadBody = (body, ids) => {
  if (unseenPart.safeParse(body).success) return []
  return field.safeParse(body).success ? [{ effect: 'field', ids, shownBy: ANY_FIELD }] : null
}

const newField = z.object({ tag: z.string().regex(/^\w{1,10}$/) })

const HOW_TO_TAG = 'Give a new field a tag, as `tag`, that the email does not show.'

/** A new field is shown by its tag, also in conditions, and by its number. Without a tag, the provider chooses one. */
const newlyShown: ReadBody = (body, ids) => {
  const { data } = newField.safeParse(body)
  if (!data) return [{ effect: 'field', ids, shownBy: ANY_FIELD, howToRead: HOW_TO_TAG }]
  return [{ effect: 'field', ids, shownBy: new RegExp(String.raw`\b${data.tag}\b|^M?MERGE\d`, 'i') }]
}

/** Emails show interests and their categories by name. */
const ANY_INTEREST = /GROUP|INTEREST/i

/** The members of interests and their categories that no email shows. */
const unseenOfInterest = z.strictObject({
  type: z.unknown().optional(),
  display_order: z.unknown().optional(),
})

/** A renamed interest: emails show its name, segments use its ID. */
const renamedInterest: ReadBody = (body, ids) =>
  unseenOfInterest.safeParse(body).success ? [] : [{ effect: 'field', ids, shownBy: ANY_INTEREST }]

export const forwardedWrites: readonly WriteRule[] = [
  ['POST', '/3.0/batches', 'anything', (body) => changesInBatch(forwardedWrites, body)],

  ['POST', '/3.0/lists', 'none'],
  ['POST', '/3.0/lists/*', 'tags', tagsOfContacts],
  ['POST', '/3.0/lists/*/members', 'tags', tagsOfContact],
  // Merge tags show the texts of an audience, and the defaults of its fields.
  ['PATCH DELETE', '/3.0/lists/:id', 'audience'],
  ['POST', '/3.0/lists/:id/merge-fields', 'field', newlyShown],
  ['DELETE', '/3.0/lists/:id/merge-fields/*', 'field', null, ANY_FIELD],
  ['PATCH', '/3.0/lists/:id/merge-fields/*', 'field', shownOfField, ANY_FIELD],
  ['POST', '/3.0/lists/*/members/*/tags', 'tags', tagsOfMember],
  ['PUT PATCH', '/3.0/lists/*/members/*', 'deferred', unsubscribes],
  ['DELETE', '/3.0/lists/*/members/*', 'none'],
  ['POST', '/3.0/lists/*/members/*/actions/delete-permanent', 'none'],
  ['POST', '/3.0/lists/*/members/*/events', 'deferred'],
  ['POST', '/3.0/lists/*/members/*/notes', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/members/*/notes/*', 'none'],
  ['POST', '/3.0/lists/*/segments', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/segments/:id', 'segment'],
  ['POST', '/3.0/lists/*/segments/:id', 'membership'],
  ['POST', '/3.0/lists/*/segments/:id/members', 'membership'],
  ['DELETE', '/3.0/lists/*/segments/:id/members/*', 'membership'],
  ['POST', '/3.0/lists/*/interest-categories', 'none'],
  ['POST', '/3.0/lists/*/interest-categories/*/interests', 'none'],
  ['PATCH', '/3.0/lists/:id/interest-categories/**', 'field', renamedInterest, ANY_INTEREST],
  ['DELETE', '/3.0/lists/:id/interest-categories/**', 'field', null, ANY_INTEREST],
  ['POST', '/3.0/lists/*/signup-forms', 'none'],
  ['POST', '/3.0/lists/*/webhooks', 'none'],
  ['PATCH DELETE', '/3.0/lists/*/webhooks/*', 'none'],

  ['POST', '/3.0/campaigns', 'none'],
  ['POST', '/3.0/campaigns/*/feedback', 'none'],
  ['PATCH DELETE', '/3.0/campaigns/*/feedback/*', 'none'],
  ['POST', '/3.0/campaigns/*/actions/replicate', 'none'],
  ['POST', '/3.0/campaigns/*/actions/test', 'none'],
  // These stop a sending.
  ['POST', '/3.0/campaigns/*/actions/cancel-send', 'deferred'],
  ['POST', '/3.0/campaigns/*/actions/pause', 'deferred'],
  ['POST', '/3.0/campaigns/*/actions/unschedule', 'deferred'],
  ['*', '/3.0/campaigns/:id', 'campaign'],
  ['*', '/3.0/campaigns/:id/content', 'campaign'],
  ['*', '/3.0/campaigns/:id/actions/**', 'campaign'],
  ['POST', '/3.0/campaign-folders', 'none'],
  ['PATCH DELETE', '/3.0/campaign-folders/*', 'none'],
  // A campaign has a copy of its template.
  ['POST', '/3.0/templates', 'none'],
  ['PATCH DELETE', '/3.0/templates/*', 'none'],
  ['POST', '/3.0/template-folders', 'none'],
  ['PATCH DELETE', '/3.0/template-folders/*', 'none'],
  ['POST', '/3.0/file-manager/**', 'none'],
  ['PATCH DELETE', '/3.0/file-manager/**', 'none'],
  ['*', '/3.0/automations/**', 'none'],
  ['*', '/3.0/customer-journeys/**', 'none'],
]
