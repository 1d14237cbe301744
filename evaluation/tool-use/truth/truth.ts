/** The data of a sandbox account, read from the sandbox's state, not through Letterlock. */
export interface Truth {
  audiences(): AudienceTruth[]
  /** The contacts of an audience, of any status. */
  contacts(audienceId: string): ContactTruth[]
  campaigns(): CampaignTruth[]
}

export interface AudienceTruth {
  readonly id: string
  readonly name: string
}

export interface ContactTruth {
  readonly email: string
  /** `other`: pending, bounced, archived. */
  readonly status: 'subscribed' | 'unsubscribed' | 'other'
  /** By the names that Letterlock gives the fields. */
  readonly fields: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  /** ISO 8601; null if the sandbox does not keep it. */
  readonly addedAt: string | null
}

/** Activities of a recipient. */
export type Deed = 'received' | 'opened' | 'clicked' | 'bounced' | 'unsubscribed'

export interface CampaignTruth {
  /** As Letterlock names it. */
  readonly id: string
  readonly audienceId: string
  readonly subject: string
  readonly status: 'draft' | 'scheduled' | 'sent' | 'other'
  /** Epoch milliseconds of sending, or of what is scheduled. */
  readonly at: number | null
  /** The email addresses of those who did something. */
  readonly who: (deed: Deed) => ReadonlySet<string>
}
