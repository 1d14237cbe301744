import type { ContactStatus } from '@letterlock/sdk/wire.ts'
import type { NewJobRow } from '../../jobs/job-handler.ts'
import type { Position } from '../adapters/page.ts'
import { carriedFields } from './carried-fields.ts'
import { counted } from '../../kernel/counted.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { AudienceMove } from './job-inputs.ts'

const PAGE_SIZE = 500
const MOVED: ReadonlySet<ContactStatus> = new Set(['unsubscribed', 'subscribed', 'pending'])

interface Accounts {
  readonly source: AccountClient
  readonly target: AccountClient
}

/** Reports what a move would do, and what cannot be moved: a row per status and per kind of data. Nothing is changed. */
export async function planMove(
  accounts: Accounts,
  { from, to }: Pick<AudienceMove, 'from' | 'to'>,
): Promise<NewJobRow[]> {
  const { source, target } = accounts
  const { capabilities } = source.adapter
  const rows: NewJobRow[] = []
  const add = (outcome: string, subject: string, detail: string): void => {
    const nothing = { contactId: null, errorCode: null, content: null }
    rows.push({ outcome, subject, detail, connectionId: to.connectionId, ...nothing })
  }
  for (const status of capabilities.contactStatuses) {
    const isWide = capabilities.accountWideContacts && (status === 'unsubscribed' || status === 'archived')
    const count = await countContacts(source, isWide ? null : from.audienceId, status)
    const comes = MOVED.has(status)
    const how =
      status === 'unsubscribed'
        ? 'They come first, and stay unsubscribed.'
        : comes
          ? status === 'pending'
            ? pendingDetail(target)
            : 'They are added, or their fields updated.'
          : 'They stay where they are.'
    add(comes ? 'would_be_moved' : 'stays', counted(count, `${status.replace('_', ' ')} contact`), how)
  }
  const carried = await carriedFields(accounts, { from, to })
  const { fields } = await source.adapter.audience(source.api, from.audienceId)
  for (const field of fields)
    if (!carried.has(field))
      add('stays', `field ${field}`, 'The target has no such field; create it there first.')
  add('stays', 'tags and segments', 'They do not come along; make segments in the target.')
  add('stays', 'campaigns and reports', 'What contacts did stays with the old account.')
  return rows
}

function pendingDetail({ adapter }: AccountClient): string {
  return adapter.capabilities.doubleOptIn
    ? 'They are asked to confirm again.'
    : 'They fail: the target cannot ask them to confirm, and they have not agreed.'
}

async function countContacts(
  { adapter, api }: AccountClient,
  audience: string | null,
  status: ContactStatus,
): Promise<number> {
  let count = 0
  let at: Position = null
  do {
    const found = await adapter.contacts(api, { audience, status, words: null }, { limit: PAGE_SIZE, at })
    count += found.items.length
    at = found.next
  } while (at !== null)
  return count
}
