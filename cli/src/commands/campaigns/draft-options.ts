import type { UpdateCampaignInput } from '@letterlock/sdk'
import type { Command } from 'commander'
import { existsSync, readFileSync } from 'node:fs'
import { CliError, EXIT } from '../../cli-error.ts'

export interface DraftOptions {
  readonly name?: string
  readonly subject?: string
  readonly fromName?: string
  readonly fromEmail?: string
  readonly audience?: string
  readonly segment?: string
  readonly html?: string
}

export function addDraftOptions(command: Command): Command {
  return command
    .option('--name <name>', 'name of the campaign')
    .option('--subject <subject>', 'subject line')
    .option('--from-name <name>', 'sender name')
    .option('--from-email <email>', 'sender email address')
    .option('--audience <id>', 'audience that receives it')
    .option('--segment <id>', 'segment of the audience')
    .option('--html <file>', 'file with the HTML content')
}

/** @throws CliError when the file does not exist */
export function readDraft({ html: file, audience, segment, ...options }: DraftOptions): UpdateCampaignInput {
  const draft = { ...options, audienceId: audience, segmentId: segment }
  if (file === undefined) return draft
  if (!existsSync(file)) throw new CliError(`There is no file ${file}.`, 'Name an HTML file.', EXIT.usage)
  return { ...draft, html: readFileSync(file, 'utf8') }
}
