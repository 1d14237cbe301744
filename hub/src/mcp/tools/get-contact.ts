import type { Contact, Source } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { contact } from '../../marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { said, sourceLine } from '../say.ts'
import { connection, defineTool, id, UNTRUSTED } from '../tool.ts'

/** Which contact, for all tools about one. */
export const contactInput = {
  connection,
  contact: id.describe('E-mail address or id'),
  audience: z.string().max(200).optional().describe('Id of an audience; some platforms need it'),
}

export const getContact = defineTool({
  name: 'get_contact',
  title: 'One contact',
  description: 'Reads one contact, by e-mail address or id, with its fields, tags and audiences.',
  toolset: 'contacts',
  right: 'marketing.read',
  effect: 'read',
  input: z.object(contactInput),
  output: sourced(contact),
  openWorld: true,
  async answer(context, { connection, contact, audience = null }) {
    const found = await inAccount(context, connection, ({ adapter, api }) =>
      adapter.contact(api, { contact, audience }),
    )
    return { text: contactText(found), structured: found }
  },
})

/** One contact in lines, after what was done to it. */
export function contactText(contact: Contact & { source: Source }, did?: string): string {
  const { email, name, id, status, tags, fields, source } = contact
  return [
    ...(did === undefined ? [] : [did]),
    UNTRUSTED,
    `${said(email)}${name === null ? '' : `, ${said(name)}`} (${id}): ${status}`,
    ...(tags === null || tags.length === 0 ? [] : [`Tags: ${tags.map(said).join(', ')}`]),
    ...Object.entries(fields).map(([field, value]) => `${said(field)}: ${said(JSON.stringify(value))}`),
    sourceLine(source),
  ].join('\n')
}
