import type { Campaign, CampaignCheck } from '@letterlock/sdk'
import { print, printable, printJson } from '../../output.ts'

export function printCampaign(campaign: Campaign, action: string, json: boolean): void {
  if (json) return printJson(campaign)
  const status = campaign.status === 'draft' ? 'a draft' : campaign.status
  print(`${action}: ${printable(campaign.name)} is ${status}.`)
  print(`  ID  ${campaign.id}`)
}

/** What would be sent, to which audience, and what keeps it from being sent. */
export function formatCheck(check: CampaignCheck): string {
  const { campaign, audienceNames, recipientCount, recipientCountIsUpperBound, blockers } = check
  const count =
    recipientCount === null ? 'unknown' : `${recipientCountIsUpperBound ? 'at most ' : ''}${recipientCount}`
  return [
    `  campaign    ${printable(campaign.name)}`,
    `  subject     ${printable(campaign.subject ?? '?')}`,
    `  from        ${senderOf(campaign)}`,
    `  audience    ${audienceNames.map(printable).join(', ') || 'none'}`,
    `  recipients  ${count}`,
    ...blockers.map((blocker) => `  blocker     ${printable(blocker)}`),
  ].join('\n')
}

/** A campaign without a sender takes that of its audience. */
function senderOf({ fromName, fromEmail }: Campaign): string {
  if (fromName === null && fromEmail === null) return 'the sender of its audience'
  return printable(`${fromName ?? '?'} <${fromEmail ?? '?'}>`)
}
