import type {
  Audience,
  Campaign,
  UpdateCampaignInput,
  Contact,
  CreateCampaignInput,
  Segment,
} from '@letterlock/sdk/wire.ts'
import type { SegmentConditions } from '../model/segment-conditions.ts'
import type { ProviderApi } from './provider-api.ts'
import type { PageWanted, Found } from './page.ts'

interface SegmentWanted {
  readonly audience: string
  readonly id: string
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
