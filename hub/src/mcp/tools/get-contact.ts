import { z } from 'zod'
import { contact, sourced } from '../../marketing/schemas.ts'
import { readOne, sourceLine } from '../read-account.ts'
import { connection, defineTool, UNTRUSTED } from '../tool.ts'

export const getContact = defineTool({
  name: 'get_contact',
  title: 'One contact',
  description: 'Reads one contact, by e-mail address or id, with its fields, tags and audiences.',
  input: z.object({
    connection,
    contact: z.string().min(1).max(200).describe('E-mail address or id'),
    audience: z.string().max(200).optional().describe('Id of an audience; some platforms need it'),
  }),
  output: sourced(contact),
  openWorld: true,
  async answer(context, { connection, contact, audience = null }) {
    const found = await readOne(context, connection, ({ adapter, api }) =>
      adapter.contact(api, { contact, audience }),
    )
    const { email, name, id, status, tags, fields, source } = found
    const lines = [
      UNTRUSTED,
      `${email}${name === null ? '' : `, ${name}`} (${id}): ${status}`,
      ...(tags === null || tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
      ...Object.entries(fields).map(([field, value]) => `${field}: ${JSON.stringify(value)}`),
      sourceLine(source),
    ]
    return { text: lines.join('\n'), structured: found }
  },
})
