import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { EXIT } from '../../cli-error.ts'
import { print, printJson } from '../../output.ts'
import { formatCheck } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

export function checkCampaignCommand(): Command {
  return connectionCommand('check')
    .description(
      'show what would be sent to which audience, and what keeps it from being sent; exits with 3 if something does',
    )
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const check = await account.campaigns.check(campaign)
      if (check.blockers.length > 0) process.exitCode = EXIT.checkFailed
      if (json) printJson(check)
      else formatCheck(check).forEach((line) => print(line))
    })
}
