import { forEach } from '../model/for-each.ts'
import { getConnections } from '../get-connections.ts'
import type { AccountContacts } from '../model/contact-schemas.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getAccountClient } from '../get-account-client.ts'
import { ADAPTERS } from '../adapters/index.ts'
import type { Connection } from '../../connections/connection.ts'
import { aboutProvider, messageOf, ProblemError } from '../../kernel/errors.ts'
import { definitionOf } from '../../providers/definition-of.ts'
import type { Principal } from '../../workspaces/principal.ts'

/** Accounts that are searched at the same time. */
const CONCURRENCY = 5

interface AddressWanted {
  readonly email: string
  /** Maximum number of accounts to search. */
  readonly limit: number
  /** The last connection of the previous page. */
  readonly after: string | null
}

interface AddressFound {
  readonly items: AccountContacts[]
  readonly next: string | null
}

/**
 * Searches an address in every account that the principal may use, over all audiences and statuses. An account that cannot be read is
 * reported as failed; the others are still returned.
 */
export async function findEverywhere(
  context: EmailMarketingContext,
  principal: Principal,
  { email, limit, after }: AddressWanted,
  signal: AbortSignal,
): Promise<AddressFound> {
  const { connections, next } = await getConnections(context, principal, { limit, after })
  const supported = connections.filter(({ providerSlug }) => ADAPTERS.has(providerSlug))
  const items = await forEach(supported, CONCURRENCY, (connection) =>
    inAccount(context, principal, connection, { email, signal }),
  )
  return { items, next }
}

async function inAccount(
  context: EmailMarketingContext,
  principal: Principal,
  { id: connectionId, providerSlug: provider, account }: Connection,
  { email, signal }: { readonly email: string; readonly signal: AbortSignal },
): Promise<AccountContacts> {
  const source = { connectionId, provider, accountName: account.name }
  try {
    const { adapter, api } = await getAccountClient(context, principal, connectionId, signal)
    const contacts = await adapter.findAddress(api, email)
    const outcome = contacts.length > 0 ? 'found' : 'not_found'
    return { ...source, outcome, contacts, errorCode: null, detail: null }
  } catch (thrown) {
    const error = aboutProvider(thrown, definitionOf(context, provider))
    if (!(error instanceof ProblemError)) throw error
    return {
      ...source,
      outcome: 'failed',
      contacts: [],
      errorCode: error.code,
      detail: messageOf(error).detail,
    }
  }
}
