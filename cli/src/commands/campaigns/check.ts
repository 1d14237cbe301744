import { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { formatCheck } from './print-campaign.ts'

export function checkCampaignCommand(): Command {
  return new Command('check')
    .description('show what would be sent to which audience, and what keeps it from being sent')
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const check = await account.campaigns.check(campaign)
      if (json) printJson(check)
      else formatCheck(check).forEach((line) => print(line))
    })
}
