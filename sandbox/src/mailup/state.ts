import { hexDigest } from '../hex-digest.ts'
import { seededRandom } from '../random-values.ts'
import { createData } from './data/account.ts'
import type { AccountData } from './account-data.ts'
import { createRecord } from '../records.ts'

/** An app of the developer portal. Its keys are GUIDs and work with any account. */
export interface App {
  readonly clientId: string
  clientSecret: string
  readonly ownerUsername: string
  name: string
  /** The redirect URI. */
  redirectUri: string
}

/** A user: `m` and a number. Each has one account. */
export interface User {
  readonly username: string
  password: string
  readonly email: string
  readonly uid: number
  readonly company: string
  readonly size: 'full' | 'small'
  /** The terms of service, which block every call until they are accepted. */
  contractSigned: boolean
  data?: AccountData
}

export interface Code {
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly issuedAt: number
  used: boolean
}

/** The tokens of one log-on or one refresh. Times are epoch milliseconds. */
export interface Grant {
  readonly clientId: string
  readonly username: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Refresh token of the grant that replaced this one; null until its own was used. */
  successor: string | null
  /** The refresh token that was used for this grant, until this grant is used. */
  predecessor: string | null
}

export interface Switches {
  accessTokenSeconds: number
  /**
   * `strict`: a refresh token works once. `kind`: it works again, with the same response, until the new token is used. The provider
   * documents only that each refresh returns a new one.
   */
  rotation: 'strict' | 'kind'
  /** Adds `token_type` and `expires_in` to the code's redirect, as one client's readme shows. */
  extraCallbackParameters: boolean
  /** Some clients do not rely on `state`. */
  echoState: boolean
  /** `expires_in` of refreshes, for testing clients with values of real servers. */
  expiresIn: number | string | null
  /** Omits the refresh token in the response of a refresh; the old one stays valid. */
  omitRefreshToken: boolean
  /** Calls that an account may make in a second of real time; 5 at the provider. */
  callsPerSecond: number
}

export interface MailupState {
  apps: Record<string, App>
  users: Record<string, User>
  codes: Record<string, Code>
  /** By access token. */
  grants: Record<string, Grant>
  /** Refresh token → access token of its grant. */
  refreshTokens: Record<string, string>
  switches: Switches
}

export function createMailupState(): MailupState {
  const state: MailupState = {
    apps: createRecord(),
    users: createRecord(),
    codes: createRecord(),
    grants: createRecord(),
    refreshTokens: createRecord(),
    switches: {
      accessTokenSeconds: 3600,
      rotation: 'strict',
      extraCallbackParameters: false,
      echoState: true,
      expiresIn: null,
      omitRefreshToken: false,
      callsPerSecond: 5,
    },
  }
  addUser(state, { username: 'm1001', password: 'bread-and-butter', company: 'Ada’s Bakery' })
  addUser(state, { username: 'm1002', password: 'two-wheels', company: 'Ben’s Bicycles' })
  return state
}

export interface NewUser {
  username: string
  password: string
  company: string
  size?: 'full' | 'small'
}

export function addUser(state: MailupState, { username, password, company, size }: NewUser): User {
  const digest = hexDigest('sha256', `mailup ${username}`)
  return (state.users[username] = {
    username,
    password,
    email: `${username}@example.com`,
    uid: 10_000 + (Number.parseInt(digest.slice(0, 7), 16) % 90_000),
    company,
    size: size ?? 'full',
    contractSigned: true,
  })
}

/** Lists, recipients and messages. Created at first use; deterministic. */
export function dataOf(user: User, now: number): AccountData {
  return (user.data ??= createData(seededRandom(user.username), user.size, now))
}
