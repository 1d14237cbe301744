import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { addDraftOptions, readDraft, type DraftOptions } from './draft-options.ts'
import { printCampaign } from './print-campaign.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends DraftOptions {
  readonly template?: string
}

export function createCampaignCommand(): Command {
  return addDraftOptions(connectionCommand('create').description('create a draft'))
    .option('--template <id>', 'instead of --html, a template of the account')
    .action(async ({ template: templateId, ...options }: Options, command: Command) => {
      const draft = readDraft(options)
      const { name, subject, audienceId, html } = draft
      if (!name || !subject || !audienceId || (html === undefined) === (templateId === undefined))
        throw new CliError(
          'A draft needs --name, --subject, --audience, and --html or --template.',
          'Give all four.',
          EXIT.usage,
        )
      const { account, json } = await chosenConnection(command)
      const campaign = await account.campaigns.create({ ...draft, name, subject, audienceId, templateId })
      printCampaign(campaign, 'Draft created', json)
    })
}
