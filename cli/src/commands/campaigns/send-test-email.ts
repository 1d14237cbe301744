import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

export function sendTestEmailCommand(): Command {
  return connectionCommand('send-test-email')
    .description('send a draft as a test to the account’s own addresses')
    .argument('<campaign>', 'campaign ID')
    .argument('<email...>', 'up to five email addresses')
    .action(async (campaign: string, to: string[], _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printCampaign(
        await account.campaigns.sendTestEmail(campaign, { to }),
        `Test sent to ${to.join(', ')}`,
        json,
      )
    })
}
