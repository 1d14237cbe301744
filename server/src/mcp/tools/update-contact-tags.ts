import { z } from 'zod'
import { taggedContact } from '../../email-marketing/model/contact-schemas.ts'
import { tagChange } from '../../email-marketing/model/input-schemas.ts'
import { MAX_TAGGED } from '../../email-marketing/model/contact-schemas.ts'
import { tagContacts } from '../../email-marketing/contacts/tag-contacts.ts'
import { inAccount } from '../account-call.ts'
import { contactCount } from '../format-result.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, idOrName, reference } from '../tool.ts'

export const updateContactTagsTool = defineTool({
  name: 'update_contact_tags',
  title: 'Update contacts’ tags',
  description:
    'Adds and removes tags of up to 500 contacts or of a segment, by name. An unknown name creates a tag.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({
    connection,
    contacts: z.array(idOrName).min(1).max(MAX_TAGGED).optional().describe('Email addresses or IDs'),
    segment: reference.optional().describe('Instead: a segment, all its contacts'),
    audience: reference.optional().describe('ID or name; some providers require it'),
    ...tagChange.shape,
  }),
  output: sourced(
    z.object({ updated: z.number(), notUpdated: z.array(taggedContact.omit({ outcome: true })) }),
  ),
  openWorld: true,
  async answer(context, input) {
    const {
      contacts: rows,
      updated,
      source,
    } = await inAccount(
      context,
      input,
      (account, { contacts, segment: segmentId, audience: audienceId, add, remove }) =>
        tagContacts(account, { contacts, segmentId, audienceId, add, remove }),
    )
    const notUpdated = rows.flatMap(({ outcome, ...row }) => (outcome === 'failed' ? [row] : []))
    const not = notUpdated.length === 0 ? '' : ` Not found: ${notUpdated.length}.`
    return {
      summary: `Tags updated: ${contactCount(updated)}.${not}`,
      structured: { updated, notUpdated, source },
    }
  },
})
