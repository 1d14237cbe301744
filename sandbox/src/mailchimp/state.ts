import { createAccount } from './data/account.ts'
import { randomHex } from '../random-values.ts'
import type { Account, NewAccount } from './account-data.ts'
import { createRecord } from '../records.ts'

/** An app of the developer portal. Only the newest secret works. */
export interface App {
  readonly clientId: string
  clientSecret: string
  /** The user who registered it. */
  readonly ownerUsername: string
  name: string
  description: string
  company: string
  website: string
  redirectUri: string
  readonly createdAt: string
}

/** A user; each owns one account. */
export interface User {
  readonly username: string
  password: string
  readonly email: string
  readonly loginId: number
  readonly accountId: string
}

/** An authorization code: valid for 30 seconds, once. */
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

/** One attempt to deliver an event of a list. */
export interface Delivery {
  readonly at: string
  readonly url: string
  readonly type: string
  /** HTTP status of the receiver; 0: no response, or not sent because the address is not on this machine. */
  status: number
  /** 1 for the first. */
  readonly attempt: number
}

/** An event that a receiver has not accepted, and that will be retried. */
export interface DueDelivery {
  readonly url: string
  readonly type: string
  readonly body: string
  readonly attempt: number
  /** ISO 8601, by the sandbox's clock. */
  readonly dueAt: string
}

/** Earlier or uncertain behavior of the provider. */
export interface Switches {
  /** Subdomain wildcards and path prefixes, as before 10 November 2020. */
  legacyRedirectMatching: boolean
  /** The metadata body with three members and escaped slashes. */
  legacyMetadata: boolean
  /** The draft-10 library's error for a code older than 30 seconds; RFC 6749 requires invalid_grant. */
  expiredCodeError: 'invalid_grant' | 'expired_token'
  /** Takes client credentials as HTTP Basic, as the draft-10 library does; given both ways together, they are refused. */
  basicClientAuthentication: boolean
  /** Calls that a user may make at the same time, over all apps; 10 at the provider. */
  simultaneousCalls: number
  /**
   * When an event of a list is sent again. `release_note`: up to 20 times, 20 minutes apart (2024-06-17: 15 to 25 minutes). `guide`: for
   * 75 minutes, 15 minutes apart. The provider's pages contradict each other.
   */
  webhookRetries: 'release_note' | 'guide' | 'none'
  /** Signs the events of lists with this secret; empty: no signature. At the provider each webhook may have one. */
  webhookSecret: string
  /** Omits `type` in problem bodies, as from 2023 to 2025. */
  problemWithoutType: boolean
  /** The edge's 403 or 429 without a body. */
  edgeBlock: 0 | 403 | 429
  /** Rejects every call, as for disabled accounts and clients with old TLS. */
  refuse: '' | 'forbidden' | 'user_disabled' | 'compliance' | 'old_tls'
}

export interface MailchimpState {
  apps: Record<string, App>
  users: Record<string, User>
  accounts: Record<string, Account>
  codes: Record<string, Code>
  tokens: Record<string, Token>
  /** API key (with its data center) → user name. */
  apiKeys: Record<string, string>
  /** The latest attempts to deliver events of lists, oldest first. */
  deliveries?: Delivery[]
  dueDeliveries?: DueDelivery[]
  switches: Switches
}

export function createMailchimpState(): MailchimpState {
  const state: MailchimpState = {
    apps: createRecord(),
    users: createRecord(),
    accounts: createRecord(),
    codes: createRecord(),
    tokens: createRecord(),
    apiKeys: createRecord(),
    switches: {
      legacyRedirectMatching: false,
      legacyMetadata: false,
      expiredCodeError: 'invalid_grant',
      basicClientAuthentication: false,
      simultaneousCalls: 10,
      webhookRetries: 'release_note',
      webhookSecret: '',
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

/** @param apiKeys those of the account; a new one if absent */
export function addUser(
  state: MailchimpState,
  user: NewUser,
  apiKeys: readonly string[] = [`${randomHex(32)}-${user.dataCenter}`],
): User {
  const account = createAccount(user)
  const added: User = {
    username: user.username,
    password: user.password,
    email: user.username.includes('@') ? user.username : `${user.username}@example.com`,
    loginId: account.userId,
    accountId: account.id,
  }
  state.users[user.username] = added
  state.accounts[account.id] = account
  for (const key of apiKeys) state.apiKeys[key] = user.username
  return added
}
