import type { SendRequest } from '@letterlock/sdk'
import { type Command, InvalidArgumentError } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { formatTimeInZones } from '../../format-time.ts'
import { note } from '../../output.ts'
import { ask, canAsk } from '../../prompt.ts'
import { formatCheck, printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly scheduledAt?: string
  readonly approve?: string
}

/** Creates a send request, shows it, and approves it with the text that the user types. */
export function sendCampaignCommand(): Command {
  return connectionCommand('send')
    .description('send a campaign, now or at a time, after you approve it')
    .argument('<campaign>', 'campaign ID')
    .option(
      '--scheduled-at <time>',
      'when to send it, such as 2027-01-31T09:00 in the account’s time zone',
      readTime,
    )
    .option('--approve <text>', 'approve without being asked: the text to type, such as the audience’s name')
    .action(async (campaign: string, { scheduledAt, approve }: Options, command: Command) => {
      const { account, server, json } = await chosenConnection(command)
      const request = await account.campaigns.createSendRequest(campaign, {
        scheduledAt: scheduledAt ?? null,
      })
      const { id, scheduledAt: at, timeZone } = request
      formatCheck(request).forEach((line) => note(line))
      note(`  excerpt     ${request.excerpt}`)
      formatLinks(request).forEach((line) => note(line))
      const when = at === null ? 'now' : `on ${formatTimeInZones(at, timeZone)}`
      const approvalText = approve ?? (await askForApproval(command, request.approvalText, when))
      const sent = await server.sendRequests.approve(id, { approvalText })
      printCampaign(sent, at === null ? 'Sent' : `Scheduled ${when}`, json)
    })
}

function formatLinks({ linkHosts, linkHostCount, outlookText }: SendRequest): string[] {
  const others = (linkHostCount ?? 0) - linkHosts.length
  return [
    ...linkHosts.map((host) => `  links to    ${host}`),
    ...(others > 0 ? [`  links to    ${others} more`] : []),
    ...(outlookText === null ? [] : [`  Outlook     ${outlookText.replaceAll('\n', ' ')}`]),
  ]
}

async function askForApproval(command: Command, text: string, when: string): Promise<string> {
  if (!canAsk(command))
    throw new CliError(
      'Approval required. Nothing was sent.',
      `Give --approve with this text: ${text}`,
      EXIT.usage,
    )
  note()
  note(`To approve sending it ${when}, type: ${text}`)
  return ask('> ')
}

function readTime(text: string): string {
  if (Number.isNaN(new Date(text).getTime()) || !/\dT\d/.test(text))
    throw new InvalidArgumentError('Write it as 2027-01-31T09:00, or with an offset as 2027-01-31T09:00Z.')
  return text
}
