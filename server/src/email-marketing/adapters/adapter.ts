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

/** What a provider may filter campaigns by itself; the model filters what it does not. */
interface CampaignHints {
  readonly audience?: string | undefined
  readonly status?: Campaign['status'] | undefined
}

export interface ContactsWanted {
  readonly audience: string | null
  /** null: any. Otherwise one of `capabilities.contactStatuses`. */
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
   * Slugs of the providers at which an account of this one may have another ID: other generations of its API, and itself where the ID is, or
   * may be, that of a user.
   */
  readonly kin: readonly string[]
  /**
   * Finds the merge tags that show a field which a forwarded write could change; global, and its first group is what a tag says. null: it is not
   * known how they are written.
   */
  readonly mergeTags: RegExp | null
  /** What forwarded writes may change. Those that are not listed may change anything. */
  readonly forwardedWrites: readonly WriteRule[]
}

export interface Reading {
  account(api: ProviderApi): Promise<Omit<AccountDetails, 'capabilities'>>
  audiences(api: ProviderApi, page: PageWanted): Promise<Found<Audience>>
  audience(api: ProviderApi, id: string): Promise<AudienceDetails>
  contacts(api: ProviderApi, wanted: ContactsWanted, page: PageWanted): Promise<Found<Contact>>
  contact(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
  segments(api: ProviderApi, audience: string, page: PageWanted): Promise<Found<Segment>>
  /** The items may lack what `capabilities.fullCampaignLists` does not promise: times, subject, sender, audiences. */
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
  /** The emails that an A/B test compares; none: it is no test. Called only if `capabilities.campaignVariants`. */
  campaignVariants(api: ProviderApi, campaign: string): Promise<CampaignVariant[]>
  /** How many joined in each of these months, oldest first. Called only if `capabilities.audienceGrowth`. */
  audienceGrowth(api: ProviderApi, audience: string, months: readonly string[]): Promise<GrowthMonth[]>
  /** The HTML of a template. Called only if `capabilities.templateContents`. */
  templateContent(api: ProviderApi, id: string): Promise<string>
}

/** Each is called only if `capabilities.automations`. Starting one is sending, and is left to the provider's own pages. */
export interface Automating {
  automations(api: ProviderApi, page: PageWanted): Promise<Found<Automation>>
  automation(api: ProviderApi, id: string): Promise<Automation>
  pauseAutomation(api: ProviderApi, id: string): Promise<void>
}
