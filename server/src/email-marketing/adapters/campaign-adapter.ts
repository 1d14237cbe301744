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

/** Segments of an audience. If the provider has no segments of chosen contacts, its equivalent is used: a group or a list. */
export interface SegmentWriting {
  /** Creates a segment that follows the conditions; undefined if the provider cannot express them. */
  followConditions?(
    api: ProviderApi,
    audience: string,
    wanted: SegmentConditions & { readonly name: string },
  ): Promise<Segment | undefined>
  /** Changes the conditions of such a segment; false if it has none, or the provider cannot express them. */
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
  /** Names of the tags that decide who is in it; null if any tag may, because its conditions are the provider's own. */
  readonly tags: readonly string[] | null
  /** IDs of other segments that decide who is in it. */
  readonly parts: readonly string[]
  /** The provider's description of who is in it: it changes with each change of the segment itself. */
  readonly definition: unknown
}

export interface Targeting {
  /** `parts`: segments narrow the only audience of a campaign. `lists`: segments are added to its audiences, and a list can be a segment. */
  readonly segmentsAre: 'parts' | 'lists'
  /** The current segments of a campaign, without deleted ones. @param audiences the campaign's own */
  definedSegments(
    api: ProviderApi,
    campaign: Campaign,
    audiences: readonly Audience[],
  ): Promise<DefinedSegment[]>
}

/** The parts of an email besides its HTML, which a user approves too. */
export interface EmailParts {
  /** Further IDs of the campaign or its parts, in the provider's paths that change it. */
  readonly ids: readonly string[]
  /** The text that an inbox shows after the subject; null if there is none, or if it is the beginning of the email. */
  readonly previewText: string | null
  /** The text for programs that show no HTML; null if the provider creates it from the HTML. */
  readonly plainText: string | null
  /** Other parts, which are compared but not shown: footer, reply address and so on. */
  readonly others: unknown
  /** False for a test of several emails, and for an email whose content is generated for each sending. */
  readonly isOneEmail: boolean
  /** Whether its recipients are chosen by conditions that are not saved as a segment. */
  readonly hasUnsavedConditions: boolean
}

export interface SentBesides {
  sentBesides(api: ProviderApi, campaign: Campaign): Promise<EmailParts>
}

/** `templateId` is present only if the HTML of templates cannot be read: it is written instead of `html`. */
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
  /** Sends or schedules a campaign. @param at null for now */
  sendCampaign(api: ProviderApi, campaign: Campaign, at: Date | null): Promise<void>
  /** Makes a scheduled campaign a draft again. */
  unschedule(api: ProviderApi, campaign: Campaign): Promise<void>
}
