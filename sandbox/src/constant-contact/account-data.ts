import type { Engagement } from '../fixtures/account-fixture.ts'
import type { Items } from '../resources/resource.ts'
import type { Json } from '../is-json.ts'

export interface AccountData {
  lists: Record<string, ContactList>
  contacts: Record<string, Contact>
  tags: Record<string, Tag>
  segments: Segment[]
  campaigns: Record<string, Campaign>
  activities: Record<string, Activity>
  /** Collections without code of their own. */
  resources?: Items
  /** Members written by `PUT /account/summary`. */
  summary?: Json
  nextNumber?: number
  physicalAddress?: Json
}

export interface ContactList {
  readonly list_id: string
  name: string
  description: string
  favorite: boolean
  /** Of v2: its status is HIDDEN. */
  hidden?: boolean
  readonly created_at: string
  updated_at: string
}

export const PERMISSIONS = [
  'explicit',
  'implicit',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const

export interface Contact {
  readonly contact_id: string
  address: string
  permission: (typeof PERMISSIONS)[number]
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company_name: string | null
  lists: string[]
  tags: string[]
  readonly created_at: string
  updated_at: string
  deleted_at: string | null
  /** Birthday, anniversary, custom fields, phone numbers, addresses and notes, in the format of responses. */
  details?: Json
}

export interface Tag {
  readonly tag_id: string
  name: string
  readonly created_at: string
  updated_at?: string
  source?: string
}

export interface Segment {
  readonly segment_id: number
  name: string
  readonly created_at: string
  readonly tag: string
  criteria?: string
  editedAt?: string
  /** A segment is computed at the first request, which gets 202. */
  computed: boolean
}

export const STATUSES = ['Draft', 'Scheduled', 'Executing', 'Done', 'Error', 'Removed'] as const

export interface Campaign {
  readonly campaign_id: string
  readonly campaign_activity_id: string
  name: string
  status: (typeof STATUSES)[number]
  subject: string
  html_content: string
  from_name: string
  from_email: string
  lists: string[]
  segments: number[]
  readonly created_at: string
  updated_at: string
  scheduledAt: number | null
  sentAt: string | null
  recipients: string[]
  /** From a fixture. */
  engagement?: Engagement
  /** Other members of a request: preheader, reply-to address, footer. */
  written?: Json
}

export interface Activity {
  readonly activity_id: string
  /** Completed after the first read. */
  state: 'processing' | 'completed'
  readonly created_at: string
  readonly contacts: number
  /** The file of an export. */
  readonly results?: string
}
