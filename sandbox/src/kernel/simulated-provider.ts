import type { FastifyInstance } from 'fastify'
import type { Fixtures } from '../read-fixtures.ts'
import type { ProviderStates } from '../provider-states.ts'
import type { World } from '../world.ts'
import type { KnownCredential } from './known-credential.ts'

export interface UserSummary {
  readonly username: string
  readonly password: string
  readonly accountName: string
  /** Those of the account, where the provider has API keys. */
  readonly apiKeys?: readonly string[]
}

export interface AppSummary {
  readonly clientId: string
  readonly name: string
  readonly redirectUri: string
}

export interface Grant {
  readonly clientId: string
  readonly username: string
}

/** What a test asks for when it registers an app. A provider may take more. */
export interface NewApp {
  readonly name?: string
  readonly redirectUri?: string
  /** The provider's first user if absent. */
  readonly ownerUsername?: string
}

export interface RegisteredApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

/**
 * A provider that the sandbox simulates. `docs/simulating-a-provider.md` describes how one is added. The kernel makes its part of the
 * control API and of the control page from it.
 *
 * `Key` is the member of the world that holds the provider's state.
 */
export interface SimulatedProvider<Key extends keyof ProviderStates = keyof ProviderStates> {
  readonly key: Key
  /** In paths of the control API: `constant-contact`. */
  readonly id: string
  readonly title: string
  /** What surprises its clients and is simulated, in sentences. */
  readonly quirks: readonly string[]
  /** A call that works before anything is set up: the page of a new sandbox shows it. */
  firstCall?(world: World): { readonly authorization: string; readonly url: string } | undefined
  /** Its pages for developers and users, as name and path on the sandbox. */
  readonly portals: readonly (readonly [name: string, path: string])[]

  /** What it stores, as plain JSON, with its sample users. */
  createState(): ProviderStates[Key]
  /** Every host that it has: a name, or a pattern. */
  readonly hosts: readonly (string | RegExp)[]
  /** Registers its hosts: authorization, tokens, API, pages. Called at the first request to one of them; it imports what it needs then. */
  register(server: FastifyInstance, world: World): Promise<void>
  /** Hosts that match a pattern and that its accounts use. */
  patternHosts?(world: World): readonly string[]
  applyFixtures(world: World, fixtures: Fixtures): void
  /** Switches its rate limits off. */
  removeLimits(world: World): void

  users(world: World): readonly UserSummary[]
  /** Absent: its users are those of another provider. */
  addUser?(world: World, user: object): object
  /** ID of the provider whose users these are, if it has none of its own. */
  readonly usersOf?: string
  /** What it knows of a token, a code, an API key or a client ID; undefined: it has issued no such, or has forgotten it. */
  findCredential(world: World, text: string): KnownCredential | undefined
  /** Which apps may act for which users now. An app may be named several times. */
  grants(world: World): readonly Grant[]
  apps(world: World): readonly AppSummary[]
  registerApp(world: World, app: NewApp): RegisteredApp
  /** What a test may change of an app; undefined: there is no such app. Absent: nothing. */
  changeApp?(world: World, clientId: string, changes: object): object | undefined
  /** Revokes an app of a user, or all. Returns how many grants or tokens there were. */
  revoke(world: World, username: string, clientId?: string): number
  /** Behavior of other times, or behavior that is uncertain. A test changes them in place. */
  switches(world: World): object
  /** Does what has become due: a person or a test has moved the clock. */
  clockMoved?(world: World): void
  /** More of the control API, below the provider's path. */
  registerControl?(server: FastifyInstance, world: World): void
}
