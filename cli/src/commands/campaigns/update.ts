import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addDraftOptions, readDraft, type DraftOptions } from './draft-options.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

export function updateCampaignCommand(): Command {
  return addDraftOptions(
    connectionCommand('update').description('update a draft').argument('<campaign>', 'campaign ID'),
  ).action(async (campaign: string, options: DraftOptions, command: Command) => {
    const draft = readDraft(options)
    const { account, json } = await chosenConnection(command)
    printCampaign(await account.campaigns.update(campaign, draft), 'Draft updated', json)
  })
}
