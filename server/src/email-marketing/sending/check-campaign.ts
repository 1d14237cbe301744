import type { Audience, Campaign, CampaignCheck } from '@letterlock/sdk/wire.ts'
import { hash } from 'node:crypto'
import type { Phrase } from '../../kernel/error-words/phrases.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { DefinedSegment, EmailParts } from '../adapters/campaign-adapter.ts'
import type { MarketingAdapter } from '../adapters/adapter.ts'
import type { AccountClient } from '../get-account-client.ts'
import { linkHosts, type LinkHosts } from '../html/link-hosts.ts'
import { mergeTagsIn } from '../html/merge-tags.ts'
import type { NamedSegment } from './send-request.ts'

/** The check of a campaign. The digest covers everything that a user approves. */
export interface Checked extends CampaignCheck {
  readonly html: string
  readonly previewText: string | null
  readonly plainText: string | null
  /** See `SendRequestRecord`. */
  readonly mergeTags: readonly string[] | null
  /** null if they cannot be listed. */
  readonly linkHosts: LinkHosts | null
  /** See `EmailParts`. */
  readonly partIds: readonly string[]
  readonly segments: readonly NamedSegment[]
  readonly digest: string
}

/** The parts that a user sees. */
export type ShownCampaign = Omit<Checked, 'mergeTags' | 'partIds' | 'segments' | 'digest'>

/** The parts of a check that are shown. */
export const shownCheck = ({
  campaign,
  audienceNames,
  segmentNames,
  recipientCount,
  recipientCountIsUpperBound,
  blockers,
}: CampaignCheck): CampaignCheck => ({
  campaign,
  audienceNames,
  segmentNames,
  recipientCount,
  recipientCountIsUpperBound,
  blockers,
})

/** @throws ProblemError campaign_not_draft, and as the adapter */
export async function checkCampaign({ adapter, api }: AccountClient, id: string): Promise<Checked> {
  const campaign = await adapter.campaign(api, id)
  assertDraft(campaign)
  return checkAsItIs({ adapter, api }, campaign)
}

/** Checks a campaign that may have been sent since. @throws as the adapter */
export async function checkAsItIs(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  campaign: Campaign,
): Promise<Checked> {
  const { id } = campaign
  const html = await adapter.content(api, id)
  const audiences: Audience[] = []
  for (const audience of campaign.audienceIds) audiences.push(await adapter.audience(api, audience))
  const { count: recipientCount, isUpperBound } = adapter.recipients
    ? await adapter.recipients(api, campaign)
    : {
        count: campaign.segmentIds.length > 0 ? null : sum(audiences.map(({ contactCount }) => contactCount)),
        isUpperBound: audiences.length > 1,
      }
  const segments = await adapter.definedSegments(api, campaign, audiences)
  const parts = await adapter.sentBesides(api, campaign)
  const found = linkHosts(html, parts.plainText)
  const blockers: string[] = isDraft(campaign.status)
    ? [
        ...(adapter.problems
          ? await adapter.problems(api, campaign)
          : problemsOf(adapter, campaign, { html, recipients: recipientCount })),
        ...notApprovable(parts, found),
        ...deletedSegments(campaign, segments),
      ]
    : [NO_DRAFT[campaign.status]]
  return {
    campaign,
    audienceNames: audiences.map(({ name }) => name),
    // A list that is a segment is named among the audiences.
    segmentNames: segments.filter(({ id }) => campaign.segmentIds.includes(id)).map(({ name }) => name),
    segments: segments.map(({ id, name, tags, parts }) => ({ id, name, tags, parts })),
    recipientCount,
    recipientCountIsUpperBound: isUpperBound,
    blockers,
    html,
    previewText: parts.previewText,
    plainText: parts.plainText,
    linkHosts: found,
    mergeTags: mergeTagsIn(JSON.stringify([campaign, html, parts]), adapter.mergeTags),
    partIds: parts.ids,
    digest: digestOf(campaign, { html, segments, parts }),
  }
}

/** @throws ProblemError campaign_not_draft */
export function assertDraft({ status }: Campaign): void {
  if (!isDraft(status)) throw new ProblemError('campaign_not_draft', { facts: { campaignStatus: status } })
}

type DraftStatus = 'draft' | 'paused'

const isDraft = (status: Campaign['status']): status is DraftStatus =>
  status === 'draft' || status === 'paused'

/** The blocker of a campaign that is no longer a draft. */
const NO_DRAFT: Readonly<Record<Exclude<Campaign['status'], DraftStatus>, Phrase>> = {
  scheduled: 'it is scheduled already',
  sending: 'it is being sent',
  sent: 'it was sent already',
  canceled: 'it was canceled',
  failed: 'sending it has failed',
  archived: 'it is archived',
}

function deletedSegments({ segmentIds }: Campaign, segments: readonly DefinedSegment[]): Phrase[] {
  const known = new Set(segments.map(({ id }) => id))
  return segmentIds.every((id) => known.has(id)) ? [] : ['a segment that it goes to was deleted']
}

/** Blockers for providers that do not return their own. */
function problemsOf(
  { capabilities }: MarketingAdapter,
  { subject, fromEmail, audienceIds, segmentIds }: Campaign,
  { html, recipients }: { html: string; recipients: number | null },
): Phrase[] {
  const missing: readonly [boolean, Phrase][] = [
    [subject === null, 'it has no subject'],
    [capabilities.campaignSenders && fromEmail === null, 'it has no sender'],
    [html.trim() === '', 'it has no content'],
    [audienceIds.length + segmentIds.length === 0, 'it has no audience'],
    [recipients === 0 && audienceIds.length > 0, 'its audience has no contacts'],
  ]
  return missing.filter(([is]) => is).map(([, words]) => words)
}

/** Blockers of a campaign that cannot be shown completely, and so cannot be approved. */
function notApprovable({ isOneEmail, hasUnsavedConditions }: EmailParts, hosts: LinkHosts | null): Phrase[] {
  const found: readonly [boolean, Phrase][] = [
    [!isOneEmail, 'it is more than one email, such as an A/B test: send it from the provider’s own pages'],
    [
      hasUnsavedConditions,
      'it goes to contacts who meet conditions of its own: save them as a segment, and let it go to that',
    ],
    [hosts === null, 'its links cannot be listed, because its HTML has tags within the attributes of tags'],
  ]
  return found.filter(([is]) => is).map(([, words]) => words)
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((all, one) => (all === null || one === null ? null : all + one), 0)
}

interface Digested {
  readonly html: string
  readonly segments: readonly DefinedSegment[]
  readonly parts: EmailParts
}

function digestOf(
  { subject, fromName, fromEmail, audienceIds, segmentIds }: Campaign,
  { html, segments, parts: { ids: _ids, ...parts } }: Digested,
): string {
  const whole = JSON.stringify([
    subject,
    fromName,
    fromEmail,
    audienceIds.toSorted(),
    segmentIds.toSorted(),
    segments.toSorted((a, b) => a.id.localeCompare(b.id)),
    parts,
    html,
  ])
  return hash('sha256', whole, 'base64url')
}
