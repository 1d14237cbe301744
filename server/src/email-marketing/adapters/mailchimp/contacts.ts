import type { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactWanted, ContactWriting } from '../../adapter.ts'
import type { ProviderApi } from '../../provider-api.ts'
import { segment } from '../../values.ts'
import { assertFields, assertMayBeWritten, orUndefined } from '../../writing.ts'
import { describeMember, member } from './describe.ts'
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
 * An archived contact has no other status any more, and would be subscribed again although it had unsubscribed before.
 * @throws ProblemError contact_suppressed
 */
async function assertHadNotLeft(
  api: ProviderApi,
  path: string,
  known: z.output<typeof member>,
): Promise<void> {
  const left = { status: 'unsubscribed' } as const
  if (known.unsubscribe_reason) assertMayBeWritten(left)
  const leftAt = await orUndefined(lastUnsubscribedAt(api, path))
  if (leftAt !== undefined && !isLater(known.timestamp_opt, leftAt)) assertMayBeWritten(left)
}

/** Whether the contact has agreed again after it had left. */
const isLater = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && Date.parse(one) > Date.parse(other)

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audienceId, status, fields }) {
    // The provider silently ignores unknown fields.
    assertFields(fields, await fieldsOf(api, audienceId))
    const path = memberPath(audienceId, email)
    const known = await orUndefined(api.get(path, member, NO_LINKS))
    if (known?.status === 'archived') await assertHadNotLeft(api, path, known)
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
