import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactWanted, ContactWriting } from '../contact-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { segment } from '../values.ts'
import { assertFields, assertMayBeWritten, assertStayed, orUndefined } from '../writing.ts'
import { describeMember, member, type Member } from './describe.ts'
import { lastUnsubscribedAt } from './engagement.ts'
import { memberPath } from './members.ts'
import { NO_LINKS } from './paging.ts'
import { fieldsOf } from './reading.ts'

function pathOf({ audience, contact }: ContactWanted): string {
  if (audience === null) throw new ProblemError('audience_required')
  return memberPath(audience, contact)
}

const listPath = (audience: string): string => `/3.0/lists/${segment(audience)}/members`

const read = async (api: ProviderApi, path: string) => describeMember(await api.get(path, member, NO_LINKS))

/**
 * Asserts that an archived contact had not unsubscribed; called before it is written. The feed has the time of the unsubscribe; the reason
 * shows only that there was one.
 * @throws ProblemError contact_suppressed
 */
export async function assertHadStayed(api: ProviderApi, path: string, known: Member): Promise<void> {
  const leftAt = await orUndefined(lastUnsubscribedAt(api, path))
  const hasLeft = leftAt !== undefined || known.unsubscribe_reason !== null
  assertStayed({ hasLeft, leftAt: leftAt ?? null, agreedAt: known.timestamp_opt })
}

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audienceId, status, fields }) {
    // The provider silently ignores unknown fields.
    assertFields(fields, await fieldsOf(api, audienceId))
    const path = memberPath(audienceId, email)
    const known = await orUndefined(api.get(path, member, NO_LINKS))
    if (known?.status === 'archived') await assertHadStayed(api, path, known)
    else if (known) {
      assertMayBeWritten(known)
      const body = await api.sendFor('PATCH', path, member, { merge_fields: fields })
      return { contact: describeMember(body), created: false }
    }
    // POST fails if the member exists. PUT could resubscribe a contact that has unsubscribed meanwhile.
    const body = await api.sendFor('POST', listPath(audienceId), member, {
      email_address: email,
      status,
      merge_fields: fields,
    })
    return { contact: describeMember(body), created: true }
  },

  async tagContact(api, wanted, { add, remove }) {
    const path = pathOf(wanted)
    const tags = [
      ...add.map((name) => ({ name, status: 'active' })),
      ...remove.map((name) => ({ name, status: 'inactive' })),
    ]
    await api.send('POST', `${path}/tags`, { tags })
    return read(api, path)
  },

  async unsubscribe(api, wanted) {
    return describeMember(await api.sendFor('PATCH', pathOf(wanted), member, { status: 'unsubscribed' }))
  },
}
