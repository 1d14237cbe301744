import type {
  Audience,
  AudienceDetails,
  Campaign,
  UpdateCampaignInput,
  Capabilities,
  Contact,
  ContactStatus,
  AccountDetails,
  CreateCampaignInput,
  CampaignReport,
  Segment,
  Template,
} from '@letterlock/sdk/wire.ts'
import type { UpdateTagsInput, UpsertContactInput } from '../model/input-schemas.ts'
import type { CampaignRecipient, ContactActivity, RecipientActivity } from '../model/schemas.ts'
import type {
  AccountFacts,
  Automation,
  CampaignLink,
  CampaignVariant,
  GrowthMonth,
} from '../model/insight-schemas.ts'
import type { SegmentConditions } from '../model/segment-conditions.ts'
import type { ProviderApi } from './provider-api.ts'
import type { PastNote } from '../model/unchecked-contact.ts'
import type { WriteRule } from './write-rule.ts'
import type { ProblemError } from '../../kernel/errors.ts'

/** The provider's own position in a list; null at the beginning. */
export type Position = string | null

export interface PageWanted {
  readonly limit: number
  readonly at: Position
}

export interface Found<T> {
  readonly items: T[]
  readonly next: Position
}

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

/** A contact, by the provider's ID or by email address. */
export interface ContactWanted {
  readonly audience: string | null
  readonly contact: string
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

export interface ContactWriting {
  /**
   * Adds or updates a contact. Unsubscribed, bounced and suspended contacts are not changed.
   * @param note for adapters that have `checkPast`
   * @throws ProblemError contact_suppressed, unknown_contact_field
   */
  saveContact(
    api: ProviderApi,
    contact: UpsertContactInput,
    note: PastNote,
  ): Promise<{ contact: Contact; created: boolean }>
  /**
   * Where only a contact that was added shows whether it had unsubscribed: looks at a contact whose note is open, unsubscribes it if it had,
   * and removes the note.
   * @throws ProblemError resource_not_found: it is not there yet
   */
  checkPast?(
    api: ProviderApi,
    added: { readonly audience: string; readonly email: string; readonly mustUnsubscribe: boolean },
    note: PastNote,
  ): Promise<void>
  tagContact(api: ProviderApi, wanted: ContactWanted, change: UpdateTagsInput): Promise<Contact>
  unsubscribe(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
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

/** What became of one contact of many. */
export interface Tagged {
  /** As it was given: an email address or an ID. */
  readonly contact: string
  readonly error?: ProblemError
}

/** Rarer changes. None of them makes a subscribed contact of one who has unsubscribed. */
export interface ContactChanging {
  /** Every contact of the account with this address, one per audience where the provider keeps contacts by audience. */
  findAddress(api: ProviderApi, email: string): Promise<Contact[]>
  /**
   * Gives a contact another address; everything else stays.
   * @param contact as it is now, and not suppressed
   * @throws ProblemError contact_exists
   */
  changeAddress(api: ProviderApi, contact: Contact, email: string): Promise<Contact>
  /** Takes a contact out of what is sent, and keeps it. Called only if `capabilities.archivesContacts`. */
  archiveContact(api: ProviderApi, contact: Contact): Promise<Contact>
  /** Deletes a contact permanently. Called only if `capabilities.deletesContacts`. */
  deleteContact(api: ProviderApi, contact: Contact): Promise<void>
  /** Adds and removes tags of many contacts, in as few calls as the provider allows. Called only if `capabilities.tags`. */
  tagContacts(
    api: ProviderApi,
    audience: string | null,
    contacts: readonly string[],
    change: UpdateTagsInput,
  ): Promise<Tagged[]>
}

/** Each is called only if `capabilities.automations`. Starting one is sending, and is left to the provider's own pages. */
export interface Automating {
  automations(api: ProviderApi, page: PageWanted): Promise<Found<Automation>>
  automation(api: ProviderApi, id: string): Promise<Automation>
  pauseAutomation(api: ProviderApi, id: string): Promise<void>
}

interface SegmentWanted {
  readonly audience: string
  readonly id: string
}

/** What erasing a contact means at a provider. */
export interface ProviderErasure {
  readonly outcome: 'erased' | 'archived' | 'unsubscribed'
  /** What follows, what the provider keeps, and what cannot be undone: told before and after. */
  readonly detail: string
  /** `account`: once for the whole account. */
  readonly appliesTo: 'audience' | 'account'
}

/** What names a contact to its provider. */
export type FoundContact = Pick<Contact, 'id' | 'audienceIds'>

export interface Erasing {
  readonly erasure: ProviderErasure
  /** Erases a contact of any status, as far as the provider can. */
  eraseContact(api: ProviderApi, contact: FoundContact): Promise<void>
  /** Whether there is a contact with this address, of any status. */
  isKnown(api: ProviderApi, audience: string, email: string): Promise<boolean>
  /** Adds an address as unsubscribed. It may be repeated: a contact that is there already, such as from a try that was interrupted, is unsubscribed. */
  addSuppressed(api: ProviderApi, audience: string, email: string, note: PastNote): Promise<void>
}

/** Segments of an audience. Where the provider has none that hold chosen contacts, they are what it has in their place: a group, or a list. */
export interface SegmentWriting {
  /** Creates a segment that follows the conditions; undefined if the provider cannot express them. */
  followConditions?(
    api: ProviderApi,
    audience: string,
    wanted: SegmentConditions & { readonly name: string },
  ): Promise<Segment | undefined>
  /** Gives such a segment other conditions; false if it is not one, or the provider cannot express them. */
  changeConditions?(api: ProviderApi, wanted: SegmentWanted, conditions: SegmentConditions): Promise<boolean>
  /** Creates a segment of these contacts. @throws ProblemError segment_too_large */
  createSegment(
    api: ProviderApi,
    audience: string,
    name: string,
    members: readonly Contact[],
  ): Promise<Segment>
  updateSegment(
    api: ProviderApi,
    wanted: SegmentWanted,
    change: { readonly name?: string | undefined; readonly members?: readonly Contact[] | undefined },
  ): Promise<Segment>
  deleteSegment(api: ProviderApi, audience: string, id: string): Promise<void>
  segmentContacts(api: ProviderApi, audience: string, id: string, page: PageWanted): Promise<Found<Contact>>
}

/** A segment that a campaign goes to. */
export interface DefinedSegment {
  readonly id: string
  readonly name: string
  /** The tags that decide who is in it, by name; null: any may, since the provider's conditions are its own. */
  readonly tags: readonly string[] | null
  /** IDs of other segments that decide who is in it. */
  readonly parts: readonly string[]
  /** The provider's description of who is in it: it changes with each change of the segment itself. */
  readonly definition: unknown
}

export interface Targeting {
  /** `parts`: segments narrow the one audience of a campaign. `lists`: a campaign goes to them besides its audiences, and a list may be one. */
  readonly segmentsAre: 'parts' | 'lists'
  /** The segments that a campaign goes to, as they are now; one that is deleted is left out. @param audiences the campaign's own */
  definedSegments(
    api: ProviderApi,
    campaign: Campaign,
    audiences: readonly Audience[],
  ): Promise<DefinedSegment[]>
}

/** What recipients get beside the HTML, which a person approves too. */
export interface EmailParts {
  /** By these, too, the provider names the campaign or a part of it, in paths that change it. */
  readonly ids: readonly string[]
  /** What an inbox shows after the subject; null: none, or the beginning of the email. */
  readonly previewText: string | null
  /** What programs show that show no HTML; null: the provider makes it from the HTML. */
  readonly plainText: string | null
  /** Compared, and not shown: footer, reply address and the like. */
  readonly others: unknown
  /** False for a test of several emails, and for one whose content is written anew for each sending. */
  readonly isOneEmail: boolean
  /** Whether it goes to those who meet conditions that no segment has. */
  readonly hasUnsavedConditions: boolean
}

export interface SentBesides {
  sentBesides(api: ProviderApi, campaign: Campaign): Promise<EmailParts>
}

/** `templateId` only where there are templates whose HTML cannot be read: it is written instead of `html`. */
export type CampaignToCreate = CreateCampaignInput & { readonly html: string }
export type CampaignChange = UpdateCampaignInput & Pick<CreateCampaignInput, 'templateId'>

export interface CampaignWriting {
  /** The HTML of a campaign. */
  content(api: ProviderApi, campaign: string): Promise<string>
  createCampaign(api: ProviderApi, campaign: CampaignToCreate): Promise<Campaign>
  /** @param campaign a draft */
  updateCampaign(api: ProviderApi, campaign: Campaign, change: CampaignChange): Promise<Campaign>
  testCampaign(api: ProviderApi, campaign: Campaign, to: readonly string[]): Promise<void>
  /** The provider's own blockers, instead of those that `checkCampaign` finds. */
  problems?(api: ProviderApi, campaign: Campaign): Promise<string[]>
  /** The number of recipients of a campaign; null if the provider does not count them. */
  recipients?(
    api: ProviderApi,
    campaign: Campaign,
  ): Promise<{ readonly count: number | null; readonly isUpperBound: boolean }>
  /** @param at null: now */
  sendCampaign(api: ProviderApi, campaign: Campaign, at: Date | null): Promise<void>
  /** Makes a scheduled campaign a draft again. */
  unschedule(api: ProviderApi, campaign: Campaign): Promise<void>
}
