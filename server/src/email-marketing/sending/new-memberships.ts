import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { Change } from '../adapters/write-rule.ts'

/**
 * The changes without the lists that their contact is already subscribed to: a write that names all lists of a contact, as some providers
 * require, adds it only to the others.
 */
export async function newMemberships(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  changes: readonly Change[],
): Promise<Change[]> {
  const left: Change[] = []
  for (const change of changes) {
    const { contact, ids } = change
    if (contact === undefined || ids === null) left.push(change)
    else {
      const lists = new Set(await listsOf({ adapter, api }, contact))
      left.push({ ...change, ids: ids.filter((id) => !lists.has(id)) })
    }
  }
  return left
}

async function listsOf(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  contact: string,
): Promise<readonly string[]> {
  try {
    const { status, audienceIds } = await adapter.contact(api, { audience: null, contact })
    return status === 'subscribed' ? audienceIds : []
  } catch (error) {
    // A contact that cannot be read may be added to any of the lists.
    if (error instanceof ProblemError && /^(resource_not_found|permission_denied)$/.test(error.code))
      return []
    throw error
  }
}
