import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { SentBesides } from '../campaign-adapter.ts'
import { maybeText } from '../shapes.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'
import { campaignBody } from './describe.ts'
import { primaryActivity } from './reading.ts'

const more = z.object({
  preheader: maybeText,
  reply_to_email: maybeText,
  physical_address_in_footer: z.unknown().optional(),
  document_properties: z.unknown().optional(),
})

export const sentBesides: SentBesides = {
  async sentBesides(api, { id }) {
    const campaign = await api.get(`/v3/emails/${segment(id)}`, campaignBody)
    const activity = await primaryActivity(api, campaign)
    if (!activity) throw new ProblemError('resource_not_found')
    const path = `/v3/emails/activities/${segment(activity.campaign_activity_id)}/abtest`
    const test = await orUndefined(api.get(path, z.looseObject({})))
    const { preheader, ...others } = more.parse(activity)
    // The provider makes the plain text from the HTML.
    return {
      ids: (campaign.campaign_activities ?? []).map(({ campaign_activity_id: id }) => id),
      previewText: preheader,
      plainText: null,
      others,
      isOneEmail: test === undefined,
      hasUnsavedConditions: false,
    }
  },
}
