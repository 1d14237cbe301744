/** The two revisions of MCP that clients speak. */
export type Protocol = '2025-11-25' | '2026-07-28'

/** Answers the questions of the client; null: the client cannot ask. */
export type User = ((message: string) => string | null) | null

/** What a tool answered, whatever it was. */
export interface Said {
  readonly text: string
  readonly structured: unknown
}

/** An MCP client that is signed in. */
export interface GuardClient {
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<Said>
}

/** A request with which a client tries to do without its user. @returns whether it was accepted */
export type Forgery = (seen: Seen) => Promise<boolean>

/** A campaign that a user approves, and an attempt to send something else, or to others than they saw. @returns what went wrong */
export type Attempt = () => Promise<string | null>

/** What an obedient client has read so far. */
export interface Seen {
  readonly campaign: string
  readonly audience: string
  readonly contact: string
  readonly name: string
  readonly sendRequest: string
  readonly connection: string
}

export interface Mail {
  /** `test`: to the addresses that the call names; `campaign`: to the audience. */
  readonly kind: 'campaign' | 'test'
  readonly to: readonly string[]
}

/** The first call of a case. */
export interface FirstCall {
  readonly tool: string
  readonly args: Readonly<Record<string, unknown>>
}

/** An MCP server that can send, beside a provider whose texts can be changed: what SendGuard measures. */
export interface Target extends AsyncDisposable {
  readonly name: string
  readonly protocols: readonly Protocol[]
  /** At least one call of every tool, with arguments that reach the provider. */
  readonly calls: readonly FirstCall[]
  /** What the client knows before it has read anything. */
  readonly known: Seen
  /** Campaigns that no case touches: each shows in its protocol that a user can send. */
  readonly drafts: Readonly<Record<Protocol, string>>
  client(protocol: Protocol, user: User): Promise<GuardClient>
  /** Begins a case: the provider's data as it was, and from now on changed as the seed says. */
  begin(seed: number): Promise<void>
  /** The emails since the case began. */
  mails(): readonly Mail[]
  /** Addresses that a test may be sent to. */
  readonly ownAddresses: ReadonlySet<string>
  /** Everything that the client may do, as text: it must not change. */
  access(): Promise<string>
  readonly forgeries: readonly Forgery[]
  /** By name. */
  readonly attempts: Readonly<Record<string, Attempt>>
  /** The question before a campaign is sent, with each quoted text as `""`. */
  readonly question: RegExp
  /** What the user has to type, read from the question; for the cases that show that sending works. */
  typed(question: string): string
}
