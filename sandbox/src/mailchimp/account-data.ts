import type { Engagement } from '../fixtures/account-fixture.ts'
import type { Items } from '../resources/resource.ts'

/** An account. `data` is created at first use, because most tests do not need it. */
export interface Account {
  readonly id: string
  readonly userId: number
  readonly dataCenter: string
  readonly name: string
  readonly size: 'full' | 'small'
  data?: AccountData
}

/** The input of a new account; the rest is derived from the user name. */
export interface NewAccount {
  readonly username: string
  readonly accountName: string
  /** `us21` or another data center, the first label of the API's host. */
  readonly dataCenter: string
  /** `full`, the default: thousands of contacts; `small`: seventeen. */
  readonly size?: 'full' | 'small'
}

export interface AccountData {
  lists: Record<string, List>
  campaigns: Record<string, Campaign>
  templates: Record<string, Template>
  nextId: number
  /** Collections without code of their own, such as folders and webhooks. */
  resources?: Items
  batches?: Record<string, Batch>
}

export interface Batch {
  readonly id: string
  status: 'pending' | 'finished'
  readonly submittedAt: string
  completedAt: string
  readonly results: { status_code: number; operation_id: string; response: string }[]
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
  useArchiveBar?: boolean
  marketingPermissions?: boolean
  notifyOnSubscribe?: string
  notifyOnUnsubscribe?: string
  mergeFields: MergeField[]
  segments: Segment[]
  members: Record<string, Member>
  /** Hashes of permanently deleted members, which can never be imported again. */
  forgotten: string[]
}

export interface MergeField {
  readonly mergeId: number
  tag: string
  name: string
  readonly type: string
  required: boolean
  defaultValue: string
  options: Record<string, unknown>
  public?: boolean
  displayOrder?: number
  helpText?: string
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
  | 'subscribed'
  | 'unsubscribed'
  | 'cleaned'
  | 'pending'
  | 'transactional'
  | 'archived'

export interface Member {
  hash: string
  readonly webId: number
  email: string
  status: MemberStatus
  emailType: 'html' | 'text'
  mergeFields: Record<string, unknown>
  /** IDs of static segments (tags). */
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
  /** Set if the account unsubscribed the contact, not the contact itself in a campaign. */
  unsubscribedByAdminAt?: string
  ipSignup?: string
  ipOpt?: string
  location?: { latitude: number; longitude: number }
  interests?: Record<string, boolean>
  marketingPermissions?: { marketing_permission_id: string; enabled: boolean }[]
}

export type CampaignStatus =
  | 'save'
  | 'paused'
  | 'schedule'
  | 'sending'
  | 'sent'
  | 'canceled'
  | 'canceling'
  | 'archived'

export interface Campaign {
  readonly id: string
  readonly webId: number
  readonly type: string
  status: CampaignStatus
  readonly createdAt: string
  sendTime: string | null
  contentType: 'html' | 'template' | 'multichannel'
  listId: string
  segmentId: number | null
  /** Members that are stored without effect: tracking, social card, RSS, variations. */
  written?: Record<string, unknown>
  settings: Record<string, string | number | boolean>
  content: { html: string; plain_text: string }
  links: string[]
  /** From a fixture. */
  engagement?: Engagement
  /** Hashes of the recipients; their actions are derived from these (see reports.ts). */
  recipients: string[]
}

export interface Template {
  readonly id: number
  name: string
  html: string
  folderId?: string
  active: boolean
  readonly createdAt: string
}
