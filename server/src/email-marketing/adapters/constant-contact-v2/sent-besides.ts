import { z } from 'zod'
import type { SentBesides } from '../campaign-adapter.ts'
import { maybeText } from '../shapes.ts'
import { read } from './campaigns.ts'

/** The parts around the content of an email. */
const more = z.object({
  text_content: maybeText,
  email_content_format: maybeText,
  reply_to_email: maybeText,
  style_sheet: maybeText,
  message_footer: z.unknown().optional(),
  permission_reminder_text: maybeText,
  view_as_web_page_text: maybeText,
  greeting_string: maybeText,
})

export const sentBesides: SentBesides = {
  async sentBesides(api, { id }) {
    const { text_content: plainText, ...others } = more.parse(await read(api, id))
    return { ids: [], previewText: null, plainText, others, isOneEmail: true, hasUnsavedConditions: false }
  },
}
