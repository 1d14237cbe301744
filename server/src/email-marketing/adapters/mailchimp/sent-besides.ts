import { z } from 'zod'
import type { SentBesides } from '../campaign-adapter.ts'
import { maybeText } from '../shapes.ts'
import { segment } from '../values.ts'
import { NO_LINKS } from './paging.ts'

/** Campaign types that are a single email: the others are tests of several, or are generated for each sending. */
const ONE_EMAIL: ReadonlySet<string> = new Set(['regular', 'plaintext'])

const options = z.looseObject({
  saved_segment_id: z.number().nullish(),
  prebuilt_segment_id: maybeText,
  conditions: z.array(z.unknown()).nullish(),
})

const body = z.object({
  type: z.string(),
  settings: z.looseObject({ preview_text: maybeText }),
  recipients: z.object({ segment_opts: options.nullish() }),
  social_card: z.unknown().optional(),
})

/** Whether its recipients are chosen by conditions that are not saved as a segment. */
const isUnsaved = ({
  saved_segment_id,
  prebuilt_segment_id,
  conditions,
}: z.output<typeof options>): boolean =>
  !saved_segment_id && (prebuilt_segment_id !== null || (conditions ?? []).length > 0)

export const sentBesides: SentBesides = {
  async sentBesides(api, { id }) {
    const path = `/3.0/campaigns/${segment(id)}`
    const { type, settings, recipients, social_card } = await api.get(path, body, NO_LINKS)
    const { plain_text } = await api.get(`${path}/content`, z.object({ plain_text: maybeText }), NO_LINKS)
    const { segment_opts } = recipients
    return {
      ids: [],
      previewText: settings.preview_text,
      plainText: plain_text,
      others: { type, settings, segment_opts, social_card },
      isOneEmail: ONE_EMAIL.has(type),
      hasUnsavedConditions: segment_opts ? isUnsaved(segment_opts) : false,
    }
  },
}
