import type { FastifyInstance } from 'fastify'
import type { Fixtures } from '../read-fixtures.ts'
import type { ProviderStates } from '../provider-states.ts'
import type { World } from '../world.ts'
import type { KnownCredential } from './known-credential.ts'

export interface UserSummary {
  readonly username: string
  readonly password: string
  readonly accountName: string
  /** The API keys of the account, if the provider has them. */
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

/** The options for registering an app. A provider may accept more. */
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
  /** The quirks that are simulated, in sentences. */
  readonly quirks: readonly string[]
  /** A call that works without setup, for the page of a new sandbox. */
  firstCall?(world: World): { readonly authorization: string; readonly url: string } | undefined
  /** Its pages for developers and users, as name and path on the sandbox. */
  readonly portals: readonly (readonly [name: string, path: string])[]

  /** Creates its state, as plain JSON, with the sample users. */
  createState(): ProviderStates[Key]
  /** Its hosts, as names or patterns. */
  readonly hosts: readonly (string | RegExp)[]
  /**
   * Registers its hosts: authorization, tokens, API, pages. Called at the first request to one of them; it should import its modules
   * then.
   */
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
  /** Finds a token, a code, an API key or a client ID; undefined if it was not issued, or was deleted. */
  findCredential(world: World, text: string): KnownCredential | undefined
  /** The current grants of apps and users. An app may occur several times. */
  grants(world: World): readonly Grant[]
  apps(world: World): readonly AppSummary[]
  registerApp(world: World, app: NewApp): RegisteredApp
  /** Changes an app; returns undefined if there is none. Absent if apps cannot be changed. */
  changeApp?(world: World, clientId: string, changes: object): object | undefined
  /** Revokes an app of a user, or all. Returns how many grants or tokens there were. */
  revoke(world: World, username: string, clientId?: string): number
  /** Earlier or uncertain behavior of the provider. Tests change them in place. */
  switches(world: World): object
  /** Does what has become due, after the clock was moved. */
  clockMoved?(world: World): void
  /** More of the control API, below the provider's path. */
  registerControl?(server: FastifyInstance, world: World): void
}
