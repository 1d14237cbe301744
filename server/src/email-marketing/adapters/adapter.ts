import type {
  Audience,
  AudienceDetails,
  Campaign,
  Capabilities,
  Contact,
  ContactStatus,
  AccountDetails,
  CampaignReport,
  Segment,
  Template,
} from '@letterlock/sdk/wire.ts'
import type { CampaignRecipient, ContactActivity, RecipientActivity } from '../model/schemas.ts'
import type {
  AccountFacts,
  Automation,
  CampaignLink,
  CampaignVariant,
  GrowthMonth,
} from '../model/insight-schemas.ts'
import type { ProviderApi } from './provider-api.ts'
import type { WriteRule } from './write-rule.ts'
import type { PageWanted, Found } from './page.ts'
import type { BulkWriting } from './bulk-adapter.ts'
import type { ContactWanted, ContactWriting, ContactChanging, Erasing } from './contact-adapter.ts'
import type { SegmentWriting, Targeting, SentBesides, CampaignWriting } from './campaign-adapter.ts'

/** Filters that a provider may apply itself. The model applies those that it does not. */
interface CampaignHints {
  readonly audience?: string | undefined
  readonly status?: Campaign['status'] | undefined
}

export interface ContactsWanted {
  readonly audience: string | null
  /** One of `capabilities.contactStatuses`; null for any. */
  readonly status: ContactStatus | null
  /** An email address, or a part of one if `capabilities.searchesParts`. */
  readonly words: string | null
}

/** The email marketing model for one provider. What it does not support is in `capabilities`, and is never requested. */
export interface MarketingAdapter
  extends
    Reading,
    Engagement,
    Insight,
    Automating,
    ContactWriting,
    ContactChanging,
    Erasing,
    BulkWriting,
    SegmentWriting,
    Targeting,
    SentBesides,
    CampaignWriting {
  readonly provider: string
  readonly capabilities: Capabilities
  /**
   * Slugs of the providers at which the same account can have another ID: other generations of its API; and this provider itself, if the ID
   * is, or may be, that of a user.
   */
  readonly kin: readonly string[]
  /**
   * Matches the merge tags that show a field which a forwarded write could change. Global; its first group is the content of the tag. null if
   * their syntax is unknown.
   */
  readonly mergeTags: RegExp | null
  /** What forwarded writes can change. A write that is not listed can change anything. */
  readonly forwardedWrites: readonly WriteRule[]
}

export interface Reading {
  account(api: ProviderApi): Promise<Omit<AccountDetails, 'capabilities'>>
  audiences(api: ProviderApi, page: PageWanted): Promise<Found<Audience>>
  audience(api: ProviderApi, id: string): Promise<AudienceDetails>
  contacts(api: ProviderApi, wanted: ContactsWanted, page: PageWanted): Promise<Found<Contact>>
  contact(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
  segments(api: ProviderApi, audience: string, page: PageWanted): Promise<Found<Segment>>
  /** Without `capabilities.fullCampaignLists`, items may lack times, subject, sender and audiences. */
  campaigns(api: ProviderApi, page: PageWanted, hints?: CampaignHints): Promise<Found<Campaign>>
  campaign(api: ProviderApi, id: string): Promise<Campaign>
  report(api: ProviderApi, campaign: string): Promise<CampaignReport>
  templates(api: ProviderApi, page: PageWanted): Promise<Found<Template>>
}

export interface Engagement {
  /**
   * The recipients of a sent campaign who did one thing, such as `opened`. A contact that did it several times is listed once per time or
   * once with the latest time, as the provider lists it.
   * @throws ProblemError unsupported_by_provider if the activity is not one of `capabilities.recipientActivities`
   */
  campaignRecipients(
    api: ProviderApi,
    campaign: string,
    activity: RecipientActivity,
    page: PageWanted,
  ): Promise<Found<CampaignRecipient>>
  /** What a contact did with the campaigns that it received. The order is the provider's. */
  contactActivity(api: ProviderApi, wanted: ContactWanted, page: PageWanted): Promise<Found<ContactActivity>>
}

/** Facts of an account besides its contacts and campaigns. Each method is called only if `capabilities` has it. */
export interface Insight {
  accountFacts(api: ProviderApi): Promise<AccountFacts>
  /** The links of a sent campaign, and how often each was clicked. Called only if `capabilities.campaignLinks`. */
  campaignLinks(api: ProviderApi, campaign: string): Promise<CampaignLink[]>
  /** The emails that an A/B test compares; empty if the campaign is not a test. Called only if `capabilities.campaignVariants`. */
  campaignVariants(api: ProviderApi, campaign: string): Promise<CampaignVariant[]>
  /** How many joined in each of these months, oldest first. Called only if `capabilities.audienceGrowth`. */
  audienceGrowth(api: ProviderApi, audience: string, months: readonly string[]): Promise<GrowthMonth[]>
  /** The HTML of a template. Called only if `capabilities.templateContents`. */
  templateContent(api: ProviderApi, id: string): Promise<string>
}

/** Called only if `capabilities.automations`. Starting an automation is sending, which is left to the provider's own pages. */
export interface Automating {
  automations(api: ProviderApi, page: PageWanted): Promise<Found<Automation>>
  automation(api: ProviderApi, id: string): Promise<Automation>
  pauseAutomation(api: ProviderApi, id: string): Promise<void>
}
