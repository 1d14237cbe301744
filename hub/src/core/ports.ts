import type { Right } from '@letterlock/client/wire.ts'
import type { HubError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { ConnectionFilter, EventFilter } from './filters.ts'
import type { Abortable } from './abortable.ts'
import type { CallSlots } from './call-slots.ts'
import type {
  App,
  Attempt,
  Connection,
  Credentials,
  Event,
  NewEvent,
  Session,
  Workspace,
} from './connection.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import type { KeptGrant, SaveGuard, Sending, AttemptKey, AccountKey } from './store-types.ts'
import type { Provider } from './provider.ts'

export type { ConnectionFilter, EventFilter }
export type * from './store-types.ts'

/** What the core needs from outside; adapters fulfil it. */
export interface Ports {
  readonly store: Store
  readonly vault: Vault
  readonly outbound: Outbound
  readonly providers: ReadonlyMap<string, Provider>
  readonly now: () => Date
  readonly log: Log
  /** Where browsers reach us, without a trailing slash. */
  readonly publicUrl: string
  /** An end that is nearer than this is soon. */
  readonly soonMs: number
}

/** Binds a ciphertext to its place: moved to another row or field, it does not open. */
export interface Place {
  readonly workspaceId: string
  readonly rowId: string
  readonly field:
    | 'token_set'
    | 'api_key'
    | 'client_secret'
    | 'code_verifier'
    | 'ticket'
    | 'authorization'
    | 'kept_grant'
    | 'idempotency'
}

export interface Vault {
  seal(plain: string, place: Place): Uint8Array
  /** @throws HubError credential_unreadable: wrong place, damaged, or sealed with a key that is not on the ring. */
  open(sealed: Uint8Array, place: Place): string
}

/** Everything that leaves this machine. Refuses hosts that the provider does not name. */
export interface Outbound {
  /** One small exchange with a deadline and a bound on the answer's size; redirects are not followed. */
  readonly request: (provider: Provider, url: string, init: SmallRequest) => Promise<SmallAnswer>
  /** Streams a call through; 1xx answers are skipped. `end` or `fail`, and one of them once, tells the caller that it is over. */
  readonly forward: (provider: Provider, call: ForwardedCall, caller: ForwardCaller) => void
  /** Where to send a browser for this address: itself, or its imitation in sandbox mode. */
  readonly browserUrl: (url: string) => string
}

export interface SmallRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Instead of the setting's. */
  readonly timeoutMs?: number
}

export interface SmallAnswer {
  readonly status: number
  /** When the platform wants to be asked again, if it says. */
  readonly retryAfterSeconds: number | null
  /** Where a redirect leads; none is followed. */
  readonly location: string | null
  readonly text: string
}

export interface ForwardedCall {
  readonly method: string
  /** The account's API, without a trailing slash. */
  readonly apiBaseUrl: string
  /** Checked, beginning with a slash, with its query. */
  readonly path: string
  /** Name, value, name, value, …: as they go out, authorized. */
  readonly headers: string[]
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  readonly timeoutMs: number
  /** How long it may go on when the caller leaves. */
  readonly graceMs: number
}

/** Who hears of a forwarded answer as it arrives. */
export interface ForwardCaller extends Abortable {
  /** Names are lower-case. */
  head(status: number, headers: AnswerHeaders): void
  /** false: stop sending until `resume` is called. */
  data(chunk: Uint8Array, resume: () => void): boolean
  end(): void
  fail(error: HubError): void
}

export type AnswerHeaders = Record<string, string | string[] | undefined>

export interface PageRequest {
  readonly limit: number
  /** The id of the last item of the page before. */
  readonly after: string | null
}

export interface KeyRow {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly rights: readonly Right[]
  readonly prefix: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** What happened since the last flush. */
export interface Usage {
  readonly lines: readonly UsageLine[]
  /** Connection → when the platform last answered a call of it with success. */
  readonly answered: ReadonlyMap<string, number>
  /** Those that were used, for these or for anything else. */
  readonly keys: ReadonlySet<string>
}

/** How often a key did something with a connection. */
export interface UsageLine {
  readonly workspaceId: string
  readonly keyId: string
  readonly connectionId: string
  readonly type: 'token.read' | 'proxy.called'
  readonly count: number
}

/**
 * Where everything is kept. Every method is one atomic step; a method that changes something writes its events
 * in the same step. Rows of another workspace are never found.
 */
export interface Store {
  readonly workspaces: {
    read(id: string): Promise<Workspace | undefined>
    /** The only workspace, made at the first start. */
    first(): Promise<Workspace | undefined>
    /** false when there is one with this id. */
    insert(workspace: Workspace, now: number): Promise<boolean>
    update(workspace: Workspace, event: NewEvent, now: number): Promise<void>
  }
  readonly keys: {
    insert(key: KeyRow, hash: string, event: NewEvent): Promise<void>
    findByHash(hash: string): Promise<KeyRow | undefined>
    list(workspaceId: string): Promise<KeyRow[]>
    /** false when there is none, or it was revoked before. */
    revoke(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  }
  readonly apps: {
    /** false when the client id is taken. */
    insert(app: App, event: NewEvent): Promise<boolean>
    read(workspaceId: string, id: string): Promise<App | undefined>
    /** The newest app of each provider comes first. */
    list(workspaceId: string): Promise<App[]>
    addSecret(app: App, secret: App['secrets'][number], event: NewEvent): Promise<void>
    removeSecret(app: App, secretId: string, event: NewEvent, now: number): Promise<boolean>
    /** false while connections still depend on it. */
    remove(app: App, event: NewEvent, now: number): Promise<boolean>
  }
  readonly sessions: {
    insert(session: Session, tokenHash: string, now: number): Promise<void>
    read(id: string): Promise<Session | undefined>
    findByToken(tokenHash: string): Promise<Session | undefined>
    /** Binds the session to the browser that opened its link first; false for every later one. */
    open(tokenHash: string, browserHash: string, now: number): Promise<boolean>
    /** The session, if this browser is the one that opened it. */
    readOpened(id: string, browserHash: string): Promise<Session | undefined>
  }
  readonly attempts: {
    insert(attempt: Attempt, stateHash: string, browserHash: string): Promise<void>
    /** Takes it, once, if state, provider and browser all fit and it has not expired. */
    take(key: AttemptKey, now: number): Promise<Attempt | undefined>
    /** Why `take` found nothing. */
    find(stateHash: string): Promise<{ attempt: Attempt; browserHash: string; taken: boolean } | undefined>
    /** The taken attempt waits for the application's word under this ticket. */
    issueTicket(stateHash: string, ticketHash: string, expiresAt: number): Promise<void>
    /** Takes it, once. */
    takeTicket(ticketHash: string, workspaceId: string, now: number): Promise<Attempt | undefined>
    findTicket(
      ticketHash: string,
      workspaceId: string,
    ): Promise<{ attempt: Attempt; used: boolean } | undefined>
    /** The same attempt waits again, under another ticket. */
    renewTicket(ticketHash: string, nextTicketHash: string, expiresAt: number): Promise<void>
    /** Forgets attempts and sessions that ended before this time. */
    sweep(before: number): Promise<void>
  }
  readonly connections: {
    read(workspaceId: string, id: string): Promise<Connection | undefined>
    /** The lean read of the hot routes; of any workspace: the caller compares. */
    readCredentials(id: string): Promise<Credentials | undefined>
    findByAccount(key: AccountKey): Promise<Connection | undefined>
    list(workspaceId: string, filter: ConnectionFilter, page: PageRequest): Promise<Connection[]>
    /**
     * Inserts it, or renews the one with the same id, and completes the session.
     * false when another connection of the same owner and account was made meanwhile, or the guard does not hold.
     */
    save(
      connection: Connection,
      sessionId: string | null,
      events: readonly NewEvent[],
      guard?: SaveGuard,
    ): Promise<boolean>
    /**
     * Deletes it, and what is personal in what was written down of it; the event stays. false when it has changed since
     * it was read.
     */
    remove(connection: Connection, event: NewEvent, now: number): Promise<boolean>
    /** Changes state; false when what the guard names is no longer what was read. */
    change(connection: Connection, change: ConnectionChange, how: HowToChange): Promise<boolean>
    /**
     * Takes the lease of a connection whose token set is still this one: nobody else gets it before it ends. If the
     * refresh token works once, notes that it may be spent from now on; an older note stays.
     */
    claim(connection: Pick<Connection, 'id' | 'generation'>, claim: Claim): Promise<Claimed | undefined>
    /** Takes the leases of those that are due, longest due first. */
    claimDue(claim: Claim & { limit: number }): Promise<Claimed[]>
    isClaimed(id: string): Promise<boolean>
    /** Those of this app that wait for a client secret are due now. */
    makeDue(appId: string, now: number): Promise<void>
    /** Adds up what was used; one row for each line, not for each call. */
    recordUsage(usage: Usage, now: number): Promise<void>
  }
  /** Tokens that wait for the look-up of their account. */
  readonly keptGrants: {
    keep(grant: KeptGrant): Promise<void>
    /** Takes it, once, if it has not ended. */
    take(workspaceId: string, hash: string, now: number): Promise<Uint8Array | undefined>
    /** Forgets those that ended before this time. */
    sweep(before: number): Promise<void>
  }
  readonly confirmations: {
    insert(sending: Sending, tokenHash: string): Promise<void>
    find(workspaceId: string, tokenHash: string): Promise<(Sending & { usedAt: number | null }) | undefined>
    /** Takes it, once. */
    take(workspaceId: string, tokenHash: string, event: NewEvent, now: number): Promise<boolean>
    /** Forgets those that ended before this time. */
    sweep(before: number): Promise<void>
  }
  readonly idempotencyKeys: IdempotencyStore
  readonly events: {
    record(workspaceId: string, event: NewEvent, now: number): Promise<void>
    list(workspaceId: string, filter: EventFilter, page: PageRequest): Promise<Event[]>
    /** The name of whoever acts under this id; null when there is none. */
    nameOf(actor: string): Promise<string | null>
    /** The id of the newest; null when there is none. */
    newest(workspaceId: string): Promise<string | null>
    /** Forgets those before this time. */
    sweep(before: number): Promise<void>
  }
  /** null: this is the only process. */
  readonly callSlots: CallSlots | null
  /**
   * How many renewals are taken at once: more are faster together, and keep those waiting who only want to read a token.
   * Measured (`npm run bench -- herd`): these leave readers more than half their speed.
   */
  readonly renewalsAtOnce: number
  /** A number that changes when another process has written; null when that cannot be told. Cheap, and at once. */
  changesElsewhere(): number | null
  /** Whether the database can be written: tried, every other second at most; `isAway`: as far as is known. */
  isReady(): Promise<boolean>
  isAway(): boolean
  close(): Promise<void>
}

/** What may change on a connection; what is absent stays. A token set, also null, is a new generation. */
export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'reason'
    | 'sealedTokens'
    | 'sealedPrevious'
    | 'tokensExpireAt'
    | 'assumedLifetimeMs'
    | 'refreshExpiresAt'
    | 'renewal'
    | 'sealedKey'
    | 'keyReason'
    | 'access'
    | 'account'
    | 'checkedAt'
    | 'dueAt'
    | 'intentAt'
    | 'health'
    | 'failedCheck'
    | 'disconnectReport'
    | 'grantedScopes'
  >
> & { readonly endLease?: boolean }

export interface HowToChange {
  /**
   * `version`: nothing at all has changed. `generation`: the token set is the same, whoever holds the lease; so a
   * late success is taken. `fence`: the token set is the same and the lease is ours.
   */
  readonly guard: 'version' | 'generation' | 'fence'
  readonly events: readonly NewEvent[]
  readonly now: number
}

/** A connection whose lease is ours. */
export interface Claimed extends Connection {
  /** Since when somebody else's renewal has had no answer. */
  readonly orphanedIntentAt: number | null
  /** In the process's own monotonic time: the lease has begun no sooner. */
  readonly claimedAt: number
}

export interface Claim {
  /** In real time, from now. */
  readonly leaseMs: number
  /** The product's time. */
  readonly now: number
}
