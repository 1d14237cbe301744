import { createAccount } from './data/account.ts'
import { randomHex } from '../random-values.ts'

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

/** What one account holds. `data` is made at first use: most tests never look at it. */
export interface Account {
  readonly id: string
  readonly userId: number
  readonly dataCenter: string
  readonly name: string
  readonly size: 'full' | 'small'
  data?: AccountData
}

export interface AccountData {
  lists: Record<string, List>
  campaigns: Record<string, Campaign>
  templates: Record<string, Template>
  nextId: number
}

export interface List {
  readonly id: string
  readonly webId: number
  name: string
  readonly createdAt: string
  permissionReminder: string
  contact: Record<string, string>
  campaignDefaults: { from_name: string; from_email: string; subject: string; language: string }
  emailTypeOption: boolean
  doubleOptin: boolean
  mergeFields: MergeField[]
  segments: Segment[]
  members: Record<string, Member>
  /** Hashes of members removed for ever; they can never be imported again. */
  forgotten: string[]
}

export interface MergeField {
  readonly mergeId: number
  readonly tag: string
  name: string
  readonly type: string
  required: boolean
  defaultValue: string
  options: Record<string, unknown>
}

export interface Segment {
  readonly id: number
  name: string
  readonly type: 'saved' | 'static' | 'fuzzy'
  match: 'all' | 'any'
  conditions: Condition[]
  readonly createdAt: string
  updatedAt: string
}

export interface Condition {
  condition_type?: string
  field: string
  op: string
  value: string | number
}

export type MemberStatus =
  'subscribed' | 'unsubscribed' | 'cleaned' | 'pending' | 'transactional' | 'archived'

export interface Member {
  readonly hash: string
  readonly webId: number
  email: string
  status: MemberStatus
  emailType: 'html' | 'text'
  mergeFields: Record<string, unknown>
  /** Segment ids of the static segments (tags). */
  tags: number[]
  rating: number
  openRate: number
  clickRate: number
  language: string
  vip: boolean
  source: string
  signupAt: string
  optAt: string
  changedAt: string
  unsubscribeReason?: string
}

export type CampaignStatus =
  'save' | 'paused' | 'schedule' | 'sending' | 'sent' | 'canceled' | 'canceling' | 'archived'

export interface Campaign {
  readonly id: string
  readonly webId: number
  readonly type: string
  status: CampaignStatus
  readonly createdAt: string
  sendTime: string | null
  contentType: 'html' | 'template' | 'plaintext'
  listId: string
  segmentId: number | null
  settings: Record<string, string | number | boolean>
  content: { html: string; plain_text: string }
  links: string[]
  /** Hashes of the members it went to; what they did with it follows from these (see reports.ts). */
  recipients: string[]
}

export interface Template {
  readonly id: number
  name: string
  html: string
  active: boolean
  readonly createdAt: string
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

export interface NewUser {
  username: string
  password: string
  accountName: string
  dataCenter: string
  size?: 'full' | 'small'
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
