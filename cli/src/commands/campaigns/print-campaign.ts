import type { Campaign, CampaignCheck } from '@letterlock/sdk'
import { print, printJson } from '../../output.ts'

export function printCampaign(campaign: Campaign, action: string, json: boolean): void {
  if (json) return printJson(campaign)
  const status = campaign.status === 'draft' ? 'a draft' : campaign.status
  print(`${action}: ${campaign.name} is ${status}.`)
  print(`  ID  ${campaign.id}`)
}

/** What would be sent, to which audience, and the blockers. */
export function formatCheck(check: CampaignCheck): string[] {
  const { campaign, audienceNames, segmentNames, recipientCount, recipientCountIsUpperBound, blockers } =
    check
  const count =
    recipientCount === null ? 'unknown' : `${recipientCountIsUpperBound ? 'at most ' : ''}${recipientCount}`
  return [
    `  campaign    ${campaign.name}`,
    `  subject     ${campaign.subject ?? '?'}`,
    `  from        ${senderOf(campaign)}`,
    `  audience    ${audienceNames.join(', ') || 'none'}`,
    ...segmentNames.map((name) => `  segment     ${name}`),
    `  recipients  ${count}`,
    ...blockers.map((blocker) => `  blocker     ${blocker}`),
  ]
}

/** A campaign without a sender uses the sender of its audience. */
function senderOf({ fromName, fromEmail }: Campaign): string {
  if (fromName === null && fromEmail === null) return 'the sender of its audience'
  return `${fromName ?? '?'} <${fromEmail ?? '?'}>`
}
