import type { Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactChanging, Tagged } from '../contact-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress, plain } from '../../model/addresses.ts'
import { forEach } from '../../model/for-each.ts'
import { id, integerId } from '../shapes.ts'
import { segment } from '../values.ts'
import { assertFree, orUndefined } from '../writing.ts'
import { assertHadStayed } from './contacts.ts'
import { describeMember, member } from './describe.ts'
import { memberPath } from './members.ts'
import { NO_LINKS } from './paging.ts'

/* https://mailchimp.com/developer/marketing/api/list-members/ and …/list-segments/: a tag is a static segment. */

const CONCURRENCY = 5
const MAX_LISTS = 1000

const pathOf = ({ id, audienceIds: [audience = ''] }: Contact): string => memberPath(audience, id)

const read = async (api: ProviderApi, path: string): Promise<Contact> =>
  describeMember(await api.get(path, member, NO_LINKS))

const tagged = z.object({ errors: z.array(z.object({ email_addresses: z.array(z.string()) })) })

/** The ID of a tag; undefined if the audience has none of this name. */
export async function findTag(api: ProviderApi, audience: string, name: string): Promise<string | undefined> {
  const shape = z.object({ tags: z.array(z.object({ id: integerId, name: z.string() })) })
  const { tags } = await api.get(`/3.0/lists/${segment(audience)}/tag-search`, shape, { name })
  return tags.find((tag) => tag.name === name)?.id
}

async function createTag(api: ProviderApi, audience: string, name: string): Promise<string> {
  const path = `/3.0/lists/${segment(audience)}/segments`
  return (await api.sendFor('POST', path, z.object({ id: integerId }), { name, static_segment: [] })).id
}

/** Resolves IDs to addresses, which the batch requires. */
async function addressesOf(
  api: ProviderApi,
  audience: string,
  contacts: readonly string[],
): Promise<readonly (readonly [contact: string, email: string | undefined])[]> {
  return forEach(contacts, CONCURRENCY, async (contact) => {
    if (contact.includes('@')) return [contact, contact]
    return [contact, (await orUndefined(read(api, memberPath(audience, contact))))?.email]
  })
}

/** The addresses, in their plain form, that no contact of the audience has. */
async function unknownAmong(
  api: ProviderApi,
  audience: string,
  emails: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await forEach(emails, CONCURRENCY, (email) =>
    orUndefined(read(api, memberPath(audience, email))),
  )
  return new Set(emails.filter((_email, index) => !found[index]).map(plain))
}

export const contactChanging: ContactChanging = {
  // The provider's search lags behind, and omits archived contacts.
  async findAddress(api, email) {
    const shape = z.object({ lists: z.array(z.object({ id })) })
    const { lists } = await api.get('/3.0/lists', shape, { count: MAX_LISTS, fields: 'lists.id' })
    const found = await forEach(lists, CONCURRENCY, (list) =>
      orUndefined(read(api, memberPath(list.id, email))),
    )
    return found.filter((contact) => contact !== undefined)
  },

  async changeAddress(api, contact, email) {
    const [audience = ''] = contact.audienceIds
    if (!isSameAddress(contact.email, email))
      assertFree(await orUndefined(read(api, memberPath(audience, email))))
    if (contact.status === 'archived')
      await assertHadStayed(api, pathOf(contact), await api.get(pathOf(contact), member, NO_LINKS))
    return describeMember(await api.sendFor('PATCH', pathOf(contact), member, { email_address: email }))
  },

  async archiveContact(api, contact) {
    await api.send('DELETE', pathOf(contact))
    return read(api, pathOf(contact))
  },

  deleteContact: (api, contact) => api.send('POST', `${pathOf(contact)}/actions/delete-permanent`),

  async tagContacts(api, audience, contacts, { add, remove }) {
    if (audience === null) throw new ProblemError('audience_required')
    const resolved = await addressesOf(api, audience, contacts)
    const emails = resolved.flatMap(([, email]) => email ?? [])
    const listed = new Set<string>()
    const change = async (tag: string, members: Record<string, unknown>): Promise<void> => {
      const path = `/3.0/lists/${segment(audience)}/segments/${segment(tag)}`
      const { errors } = await api.sendFor('POST', path, tagged, members)
      for (const { email_addresses } of errors) for (const email of email_addresses) listed.add(plain(email))
    }
    for (const name of add)
      await change((await findTag(api, audience, name)) ?? (await createTag(api, audience, name)), {
        members_to_add: emails,
      })
    for (const name of remove) {
      const tag = await findTag(api, audience, name)
      // A contact without the tag is an error of the batch too.
      if (tag !== undefined) await change(tag, { members_to_remove: emails })
    }
    const doubtful =
      remove.length > 0 ? emails.filter((email) => add.length === 0 || listed.has(plain(email))) : []
    const unknown = remove.length > 0 ? await unknownAmong(api, audience, doubtful) : listed
    return resolved.map(([contact, email]): Tagged =>
      email === undefined || unknown.has(plain(email))
        ? {
            contact,
            error: new ProblemError('resource_not_found', { facts: { resource: `contact ${contact}` } }),
          }
        : { contact },
    )
  },
}
