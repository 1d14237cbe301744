import { z } from 'zod'
import type { SentBesides } from '../campaign-adapter.ts'
import { messagePath } from './campaign-id.ts'

/** The parts around the content. */
const frame = z.object({
  Head: z.unknown().optional(),
  Body: z.unknown().optional(),
  Embed: z.unknown().optional(),
})

export const sentBesides: SentBesides = {
  async sentBesides(api, { id }) {
    const others = await api.get(messagePath(id), frame)
    // A message has no preview text, and its plain text is created from its content.
    return {
      ids: [],
      previewText: null,
      plainText: null,
      others,
      isOneEmail: true,
      hasUnsavedConditions: false,
    }
  },
}
