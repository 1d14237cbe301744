import { hexDigest } from '../hex-digest.ts'
import { seededRandom } from '../random-values.ts'
import { createData } from './data/account.ts'
import type { AccountData } from './account-data.ts'
import { createRecord } from '../records.ts'

export const SCOPES = [
  'account_read',
  'account_update',
  'contact_data',
  'campaign_data',
  'offline_access',
] as const
export type AccountScope = (typeof SCOPES)[number]

/** An application of the developer portal. */
export interface App {
  readonly clientId: string
  clientSecret: string
  readonly ownerUsername: string
  name: string
  /** Compared exactly; several are allowed. */
  redirectUris: string[]
  /** Rotating: each is used once, and a new token set invalidates all earlier ones. Long-lived: the value stays. */
  refreshTokens: 'rotating' | 'long_lived'
  deactivated: boolean
}

/** Signs in with an email address; owns one account. */
export interface User {
  readonly username: string
  password: string
  readonly accountId: string
  readonly organization: string
  readonly size: 'full' | 'small'
  data?: AccountData
}

export interface Code {
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly scope: string
  readonly codeChallenge: string | null
  readonly issuedAt: number
  used: boolean
}

/** A device that waits for its user. */
export interface Device {
  readonly clientId: string
  readonly userCode: string
  readonly scope: string
  readonly expiresAt: number
  username: string | null
  denied: boolean
  polledAt: number
  used: boolean
}

/** What a user allowed an app. Times are epoch milliseconds. */
export interface Grant {
  readonly id: string
  readonly clientId: string
  readonly username: string
  readonly scope: string
  /** null if `offline_access` was not requested. */
  refreshToken: string | null
  /** Expires after 180 days without use. */
  usedAt: number
}

export interface AccessToken {
  readonly grantId: string
  readonly expiresAt: number
}

export interface Switches {
  /** Calls per app and day; 10,000 at the provider. */
  callsPerDay: number
  /** Calls that an app may make in a second of real time; 4 at the provider. */
  callsPerSecond: number
}

export interface ConstantContactState {
  apps: Record<string, App>
  users: Record<string, User>
  codes: Record<string, Code>
  devices: Record<string, Device>
  grants: Record<string, Grant>
  /** Refresh token → grant; used ones are deleted. */
  refreshTokens: Record<string, string>
  accessTokens: Record<string, AccessToken>
  /** Client ID and day → calls. */
  calls: Record<string, number>
  switches: Switches
}

export function createConstantContactState(): ConstantContactState {
  const state: ConstantContactState = {
    apps: createRecord(),
    users: createRecord(),
    codes: createRecord(),
    devices: createRecord(),
    grants: createRecord(),
    refreshTokens: createRecord(),
    accessTokens: createRecord(),
    calls: createRecord(),
    switches: { callsPerDay: 10_000, callsPerSecond: 4 },
  }
  addUser(state, {
    username: 'ada@bakery.example',
    password: 'bread-and-butter',
    organization: 'Ada’s Bakery',
  })
  addUser(state, {
    username: 'ben@bicycles.example',
    password: 'two-wheels',
    organization: 'Ben’s Bicycles',
  })
  return state
}

export interface NewUser {
  username: string
  password: string
  /** The user name if absent. */
  organization?: string
  size?: 'full' | 'small'
}

export function addUser(
  state: ConstantContactState,
  { username, password, organization = username, size }: NewUser,
): User {
  const accountId = `a${hexDigest('sha256', `constant contact ${username}`, 11)}`
  return (state.users[username] = { username, password, accountId, organization, size: size ?? 'full' })
}

/** Created at first use; deterministic. */
export function dataOf(user: User, now: number): AccountData {
  return (user.data ??= createData(seededRandom(user.username), user.size, now))
}
