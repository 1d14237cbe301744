import { createAccount } from './data/account.ts'
import { randomHex } from '../random-values.ts'
import type { Account, NewAccount } from './account-data.ts'

/** An app registered in the developer portal. Only the newest secret works. */
export interface App {
  readonly clientId: string
  clientSecret: string
  /** The person who registered it. */
  readonly ownerUsername: string
  name: string
  description: string
  company: string
  website: string
  redirectUri: string
  readonly createdAt: string
}

/** Someone who can sign in at the platform; each owns one account. */
export interface User {
  readonly username: string
  password: string
  readonly email: string
  readonly loginId: number
  readonly accountId: string
}

/** An authorization code: lives 30 seconds, works once. */
export interface Code {
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly issuedAt: string
  used: boolean
}

export interface Token {
  readonly clientId: string
  readonly username: string
  readonly issuedAt: string
}

/** Deviations that the platform showed at other times, or that are not certain. */
export interface Switches {
  /** Wildcard sub-domains and path prefixes, as before 10 November 2020. */
  legacyRedirectMatching: boolean
  /** The three-member metadata body with escaped slashes. */
  legacyMetadata: boolean
  /** What the draft-10 library answers to a code older than 30 s; RFC 6749 says invalid_grant. */
  expiredCodeError: 'invalid_grant' | 'expired_token'
  /** Leaves `type` out of problem bodies, as seen in 2023 to 2025. */
  problemWithoutType: boolean
  /** The edge's bare 403 or 429 without a body. */
  edgeBlock: 0 | 403 | 429
  /** Refuses every call, as the platform does to accounts that it has blocked, and to clients with an old TLS. */
  refuse: '' | 'forbidden' | 'user_disabled' | 'compliance' | 'old_tls'
}

export interface MailchimpState {
  apps: Record<string, App>
  users: Record<string, User>
  accounts: Record<string, Account>
  codes: Record<string, Code>
  tokens: Record<string, Token>
  /** API key (with its data centre) → username. */
  apiKeys: Record<string, string>
  switches: Switches
}

export function createMailchimpState(): MailchimpState {
  const state: MailchimpState = {
    apps: {},
    users: {},
    accounts: {},
    codes: {},
    tokens: {},
    apiKeys: {},
    switches: {
      legacyRedirectMatching: false,
      legacyMetadata: false,
      expiredCodeError: 'invalid_grant',
      problemWithoutType: false,
      edgeBlock: 0,
      refuse: '',
    },
  }
  addUser(state, {
    username: 'ada',
    password: 'bread-and-butter',
    accountName: 'Ada’s Bakery',
    dataCenter: 'us21',
  })
  addUser(state, {
    username: 'ben',
    password: 'two-wheels',
    accountName: 'Ben’s Bicycles',
    dataCenter: 'us6',
  })
  return state
}

export interface NewUser extends NewAccount {
  password: string
}

export function addUser(state: MailchimpState, user: NewUser): User {
  const account = createAccount(user)
  const added: User = {
    username: user.username,
    password: user.password,
    email: `${user.username}@example.com`,
    loginId: account.userId,
    accountId: account.id,
  }
  state.users[user.username] = added
  state.accounts[account.id] = account
  state.apiKeys[`${randomHex(32)}-${user.dataCenter}`] = user.username
  return added
}
