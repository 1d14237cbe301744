import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly name?: string
  readonly subject?: string
  readonly audience?: string
  readonly segment?: string
}

export function copyCampaignCommand(): Command {
  return connectionCommand('copy')
    .description('copy a campaign of any status as a new draft')
    .argument('<campaign>', 'campaign ID')
    .option('--name <name>', 'name of the draft')
    .option('--subject <subject>', 'another subject line')
    .option('--audience <id>', 'another audience')
    .option('--segment <id>', 'segment of the audience')
    .action(async (campaign: string, { audience, segment, ...options }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const change = { ...options, audienceId: audience, segmentId: segment }
      printCampaign(await account.campaigns.copy(campaign, change), 'Draft created', json)
    })
}
