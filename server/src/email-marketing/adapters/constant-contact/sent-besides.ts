import { z } from 'zod'
import type { SentBesides } from '../../adapter.ts'
import { maybeText } from '../../shapes.ts'
import { segment } from '../../values.ts'
import { orUndefined } from '../../writing.ts'
import { activityOf } from './campaigns.ts'

const more = z.object({
  preheader: maybeText,
  reply_to_email: maybeText,
  physical_address_in_footer: z.unknown().optional(),
  document_properties: z.unknown().optional(),
})

export const sentBesides: SentBesides = {
  async sentBesides(api, { id }) {
    const activity = await activityOf(api, id)
    const path = `/v3/emails/activities/${segment(activity.campaign_activity_id)}/abtest`
    const test = await orUndefined(api.get(path, z.looseObject({})))
    const { preheader, ...others } = more.parse(activity)
    // The provider makes the plain text from the HTML.
    return {
      previewText: preheader,
      plainText: null,
      others,
      isOneEmail: test === undefined,
      hasUnsavedConditions: false,
    }
  },
}
