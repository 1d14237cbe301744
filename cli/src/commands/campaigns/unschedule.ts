import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

export function unscheduleCampaignCommand(): Command {
  return connectionCommand('unschedule')
    .description('cancel the schedule of a campaign')
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printCampaign(await account.campaigns.unschedule(campaign), 'Unscheduled', json)
    })
}
