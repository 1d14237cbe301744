import { hexDigest, seededRandom } from '../random-values.ts'
import { createData } from './data/account.ts'
import type { AccountData } from './account-data.ts'

/** An app of the developer portal. Its keys are GUIDs and work with any account. */
export interface App {
  readonly clientId: string
  clientSecret: string
  readonly ownerUsername: string
  name: string
  /** Where the browser returns to. */
  redirectUri: string
}

/** Who signs in to the platform: `m` and a number. Each has one account. */
export interface User {
  readonly username: string
  password: string
  readonly email: string
  readonly uid: number
  readonly company: string
  readonly size: 'full' | 'small'
  /** The terms of service that block every call until they are accepted. */
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

/** What one log-on or one refresh gave out. Times are epoch milliseconds. */
export interface Grant {
  readonly clientId: string
  readonly username: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** The refresh token of the grant that replaced this one; set when its own was spent. */
  successor: string | null
  /** The refresh token that was spent for this grant, until this grant was used. */
  predecessor: string | null
}

export interface Switches {
  accessTokenSeconds: number
  /**
   * `strict`: a refresh token works once. `kind`: it works again, with the same answer, until what it gave is used.
   * The platform says only that each refresh returns a new one.
   */
  rotation: 'strict' | 'kind'
  /** Adds `token_type` and `expires_in` to the code's redirect, as one client's readme shows. */
  extraCallbackParameters: boolean
  /** Some clients do not count on `state` coming back. */
  echoState: boolean
  /** What a refresh answers beside the tokens: faults of real servers, for those who test their clients. */
  expiresIn: number | string | null
  /** Leaves the refresh token out of a refresh's answer; the old one stays good. */
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
    apps: {},
    users: {},
    codes: {},
    grants: {},
    refreshTokens: {},
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

/** Lists, people and messages: made at first use, the same every time. */
export function dataOf(user: User, now: number): AccountData {
  return (user.data ??= createData(seededRandom(user.username), user.size, now))
}
