import { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { addDraftOptions, readDraft, type DraftOptions } from './draft-options.ts'
import { printCampaign } from './print-campaign.ts'

export function createCampaignCommand(): Command {
  return addDraftOptions(new Command('create').description('create a draft')).action(
    async (options: DraftOptions, command: Command) => {
      const draft = readDraft(options)
      const { name, subject, audienceId, html } = draft
      if (!name || !subject || !audienceId || !html)
        throw new CliError(
          'A draft needs --name, --subject, --audience and --html.',
          'Give all four.',
          EXIT.usage,
        )
      const { account, json } = await chosenConnection(command)
      const campaign = await account.campaigns.create({ ...draft, name, subject, audienceId, html })
      printCampaign(campaign, 'Draft created', json)
    },
  )
}
