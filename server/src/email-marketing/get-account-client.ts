import type { AccountLeaseRepository } from './sending/account-lease.ts'
import { accountOf } from './sending/account-ref.ts'
import type { WatchSending } from './sending/create-sending-watch.ts'
import { leaseOfCalls, type HeldLeases } from './sending/acquire-lease.ts'
import type { EmailMarketingContext } from './context.ts'
import type { Scope, Source } from '@letterlock/sdk/wire.ts'
import type { OnAwaited } from '../proxy/proxy-call.ts'
import { callProvider, type ProviderCall } from '../proxy/call-provider.ts'
import { assertScope, type Principal } from '../workspaces/principal.ts'
import type { Connection } from '../connections/connection.ts'
import type { TypedData } from '../workspaces/event.ts'
import { getConnection } from '../connections/get-connection.ts'
import { definitionOf } from '../providers/definition-of.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { MarketingAdapter } from './adapters/adapter.ts'
import type { ProviderApi, SendCall } from './adapters/provider-api.ts'
import { ADAPTERS } from './adapters/index.ts'
import { createProviderApi } from './adapters/provider-api.ts'
import type { SentRequests } from './sending/sent-requests.ts'
import type { PastNote } from './model/unchecked-contact.ts'
import { withKin, type HoldingRequests } from './sending/with-kin.ts'
import { createPastNote } from './contacts/create-past-note.ts'

/** The client of an account: its adapter, its API, and the functions that routes and tools share. */
export interface AccountClient {
  readonly connection: Connection
  readonly adapter: MarketingAdapter
  readonly api: ProviderApi
  readonly now: () => Date
  /** Aborted when nothing more may be sent. */
  readonly signal: AbortSignal
  readonly accountLeases: AccountLeaseRepository
  /** The leases that this client holds now. Each of its writes checks all of them. */
  readonly held: HeldLeases
  readonly sendRequests: HoldingRequests
  readonly sentRequests: SentRequests
  /** The note about a contact that is added (`PastNote`). */
  noteOf(contact: {
    readonly audienceId: string
    readonly email: string
    readonly mustUnsubscribe: boolean
  }): PastNote
  /** The client of another account, for the same principal. The request's log record keeps the first account. @throws ProblemError as `getClientOf` */
  clientOf(other: ConnectedAccount): Promise<AccountClient>
  /** The same account with a client that has written nothing yet. */
  withOwnClient(): AccountClient
  /** The same account with a client whose calls go before other waiting calls. */
  asApproval(): AccountClient
  /** For work that needs another scope than its route or tool. @throws ProblemError insufficient_scope */
  assertScope(scope: Scope): void
  /** Records an event of a change. */
  record(event: TypedData): Promise<void>
  /** The account and the credential; call it after the calls, which decide the credential. */
  source(): Promise<Source>
}

/** A connection, and the account that it belonged to when work was started. */
export interface ConnectedAccount {
  readonly connectionId: string
  readonly accountId: string
}

/**
 * The client for work that was started earlier: the end user may have connected another account meanwhile, where the same IDs can mean other
 * things.
 * @throws ProblemError account_replaced, and as `getAccountClient`
 */
export async function getClientOf(
  context: EmailMarketingContext,
  principal: Principal,
  { connectionId, accountId }: ConnectedAccount,
  signal: AbortSignal,
): Promise<AccountClient> {
  const client = await getAccountClient(context, principal, connectionId, signal)
  if (client.connection.account.id !== accountId) throw new ProblemError('account_replaced')
  return client
}

/**
 * The client of a connection. All its calls are for the account that the connection belongs to now.
 * @param signal aborted when the client has disconnected; then nothing more is sent
 * @throws ProblemError connection_not_found, connection_disconnected, unsupported_by_provider
 */
export async function getAccountClient(
  context: EmailMarketingContext,
  principal: Principal,
  connectionId: string,
  signal: AbortSignal,
): Promise<AccountClient> {
  const { record, ...unrecorded } = context
  const { accessTokens } = context
  const connection = await getConnection(context, principal, connectionId)
  if (record) record.connectionId = connection.id
  const { providerSlug, workspaceId, account } = connection
  const provider = definitionOf(context, providerSlug)
  const adapter = ADAPTERS.get(providerSlug)
  if (!adapter)
    throw new ProblemError('unsupported_by_provider', { provider, facts: { capability: 'email marketing' } })
  const held: HeldLeases = new Set()
  const kin = withKin(context.store, adapter.kin)
  const onAwaited = whenSendingWaits(context.watchSending, kin.accountLeases, { connection, held })
  const connected = { connectionId, accountId: account.id }
  const calls = { ...connected, signal, onAwaited, lease: leaseOfCalls(held) }
  const newApi = (isApproval = false): ProviderApi =>
    createProviderApi(
      provider,
      createSendCall(context, principal, { ...calls, isApproval }),
      context.accountMemoryOf(connected),
    )
  const over = (api: ProviderApi): AccountClient => ({
    adapter,
    connection,
    now: () => context.now(),
    signal,
    ...kin,
    held,
    sentRequests: context.sentRequests,
    api,
    noteOf: (contact) => createPastNote(context, { workspaceId, ...connected, ...contact }),
    clientOf: (other) => getClientOf(unrecorded, principal, other, signal),
    withOwnClient: () => over(newApi()),
    asApproval: () => over(newApi(true)),
    assertScope: (scope) => assertScope(principal, scope),
    async record(typed) {
      const event = { ...typed, connectionId, actor: principal.principalId }
      await api.afterCalls(() => context.store.events.record(workspaceId, event, context.now().getTime()))
    },
    async source() {
      const { credential, fallbackReason } = await api.afterCalls(() =>
        accessTokens.getAccessToken(workspaceId, connectionId),
      )
      return {
        connectionId,
        provider: providerSlug,
        accountName: account.name,
        credential,
        fallbackReason,
      }
    },
  })
  return over(newApi())
}

/** Moves the calls of a write forward when a sending waits for it. */
const whenSendingWaits =
  (
    watchSending: WatchSending,
    accountLeases: AccountLeaseRepository,
    { connection, held }: Pick<AccountClient, 'connection' | 'held'>,
  ): OnAwaited =>
  (hurry) => {
    const account = accountOf(connection)
    return held.size === 0
      ? () => undefined
      : watchSending(account, () => accountLeases.isSending(account), hurry)
  }

type AccountCalls = Pick<
  ProviderCall,
  'connectionId' | 'accountId' | 'signal' | 'isApproval' | 'onAwaited' | 'lease'
>

const createSendCall =
  (context: EmailMarketingContext, principal: Principal, calls: AccountCalls): SendCall =>
  ({ mustFinish, ...request }) =>
    callProvider(context, principal, {
      ...calls,
      ...request,
      signal: mustFinish ? new AbortController().signal : calls.signal,
    })
