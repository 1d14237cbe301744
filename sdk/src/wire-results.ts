/* Responses and parts of them, under the names that the SDK gives them. */

import type * as Api from './openapi.ts'

/** An account and the capabilities of its provider. */
export type AccountDetails = Omit<Api.SourcedAccountDetails, 'source'>
/** An audience with its fields and rates, which are from 0 to 1. */
export type AudienceDetails = Omit<Api.SourcedAudienceDetails, 'source'>
/** What would be sent and to how many, and what keeps it from being sent. */
export type CampaignCheck = Omit<Api.SourcedCampaignCheck, 'source'>
/** The content of a campaign. */
export type CampaignContent = Omit<Api.SourcedCampaignContent, 'source'>
/** Time zone, plan, senders and domains. */
export type AccountFacts = Omit<Api.SourcedAccountFacts, 'source'>
/** What campaigns reached on average. Rates are from 0 to 1. */
export type AccountAverages = Omit<Api.SourcedAccountAverages, 'source'>
/** How many joined an audience in each month. */
export type AudienceGrowth = Omit<Api.SourcedAudienceGrowth, 'source'>
/** The HTML of a template. */
export type TemplateContent = Omit<Api.SourcedTemplateContent, 'source'>
/** A segment, and whether it follows its conditions. */
export type SavedSegment = Omit<Api.SourcedSavedSegment, 'source'>
/** How many contacts meet the conditions, and the requests that it took. */
export type SegmentCount = Omit<Api.SourcedSegmentCount, 'source'>
/** A segment that is no more. */
export type DeletedSegment = Omit<Api.SourcedDeletedSegment, 'source'>
/** When a contact last received, opened and clicked a campaign. */
export type ContactEngagement = Omit<Api.SourcedContactEngagement, 'source'>
/** A contact that is no more. */
export type DeletedContact = Omit<Api.SourcedDeletedContact, 'source'>
/** How many contacts were changed, and what became of each. */
export type TagContactsResult = Omit<Api.SourcedTagContactsResult, 'source'>
/** How many contacts were written, and what became of each. */
export type ImportResult = Omit<Api.SourcedImportResult, 'source'>
/** What recipients did. Rates are from 0 to 1. */
export type CampaignReport = Omit<Api.SourcedCampaignReport, 'source'>
/** What a recipient of a campaign can have done. */
export type RecipientActivity = Api.CampaignRecipient['activity']
/** From `draft` to `sent`. */
export type CampaignStatus = Api.Campaign['status']
/** What became of a send request. */
export type SendRequestStatus = Api.SendRequest['status']
/** Whether a contact gets campaigns, and why not. */
export type ContactStatus = Api.Contact['status']
/** How many did it, how often, and the rate from 0 to 1. */
export type Engagement = CampaignReport['opens']
/** Why there was no response. */
export type WebhookErrorCode = NonNullable<Api.WebhookDelivery['errorCode']>
/** Whether events are sent. */
export type WebhookEndpointStatus = Api.WebhookEndpoint['status']
/** Why events are not sent. */
export type WebhookEndpointStatusReason = NonNullable<Api.WebhookEndpoint['statusReason']>

/** With the account and the credential that it was read with. */
export type Sourced<T> = T & { source: Api.Source }

/** A page of a list. */
export interface Page<T> {
  items: T[]
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
}

/** A page that was read from the provider. */
export interface SourcedPage<T> extends Page<T> {
  source: Api.Source
}
