import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly name?: string
  readonly subject?: string
}

export function resendCampaignCommand(): Command {
  return connectionCommand('resend')
    .description('make a draft of a sent campaign for those who did not open it; nothing is sent')
    .argument('<campaign>', 'campaign ID')
    .option('--name <name>', 'name of the draft')
    .option('--subject <subject>', 'another subject line')
    .action(async (campaign: string, options: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printCampaign(await account.campaigns.resend(campaign, options), 'Draft created', json)
    })
}
