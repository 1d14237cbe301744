import type { Campaign, CampaignCheck, CreateCampaignInput } from '@letterlock/sdk'
import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { serverOf } from '../server-access.ts'
import { CliError, dateInWords, harmless, print, printJson } from '../output.ts'
import { ask, isPersonPresent } from '../question.ts'

interface DraftOptions {
  readonly name?: string
  readonly subject?: string
  readonly fromName?: string
  readonly fromEmail?: string
  readonly audience?: string
  readonly segment?: string
  readonly html?: string
}

function onCampaign(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<connection>', 'its id')
    .argument('<campaign>', 'its id')
}

function withDraftOptions(command: Command): Command {
  return command
    .option('--name <name>', 'how you find it again')
    .option('--subject <subject>', 'the subject')
    .option('--from-name <name>', 'who it is from')
    .option('--from-email <address>', 'where it is from')
    .option('--audience <id>', 'whom it goes to')
    .option('--segment <id>', 'which part of the audience')
    .option('--html <file>', 'the e-mail')
}

/** `letterlock campaign create|change|check|test|send|unschedule`. */
export function campaignCommand(): Command {
  const create = withDraftOptions(
    new Command('create').description('make a draft').argument('<connection>', 'its id'),
  ).action(async (id: string, { html, ...options }: DraftOptions, command: Command) => {
    const { server, json } = serverOf(command)
    const { name, subject, audience } = options
    if (!name || !subject || !audience || !html)
      throw new CliError('A draft needs --name, --subject, --audience and --html.', 'Give all four.')
    const campaign: CreateCampaignInput = {
      ...options,
      name,
      subject,
      audience,
      html: readFileSync(html, 'utf8'),
    }
    show(json, await server.account(id).createCampaign(campaign), 'Draft made')
  })
  const change = withDraftOptions(onCampaign('change', 'change a draft')).action(
    async (id: string, campaign: string, { html, ...options }: DraftOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const content = html === undefined ? {} : { html: readFileSync(html, 'utf8') }
      show(
        json,
        await server.account(id).updateCampaign(campaign, { ...options, ...content }),
        'Draft changed',
      )
    },
  )
  const check = onCampaign('check', 'see what would go out, to whom, and what is in the way').action(
    async (id: string, campaign: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const found = await server.account(id).check(campaign)
      if (json) return printJson(found)
      printCheck(found)
    },
  )
  const test = onCampaign('test', 'send a draft to a few addresses')
    .argument('<e-mail...>', 'up to five')
    .action(async (id: string, campaign: string, to: string[], _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      show(json, await server.account(id).testCampaign(campaign, to), `Sent to ${to.join(', ')} as a test`)
    })
  const send = onCampaign('send', 'send a campaign, now or at a time, after you have confirmed it')
    .option('--at <time>', 'such as 2027-01-31T09:00Z')
    .option('--confirm <name>', 'the name that would be asked for, such as the audience’s')
    .action(sendCampaign)
  const unschedule = onCampaign('unschedule', 'take back what waits for its time').action(
    async (id: string, campaign: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      show(json, await server.account(id).unschedule(campaign), 'Taken back')
    },
  )
  return new Command('campaign')
    .description('write and send campaigns of a connected account')
    .addCommand(create)
    .addCommand(change)
    .addCommand(check)
    .addCommand(test)
    .addCommand(send)
    .addCommand(unschedule)
}

async function sendCampaign(
  id: string,
  campaign: string,
  { at, confirm }: { at?: string; confirm?: string },
  command: Command,
): Promise<void> {
  const { server, json } = serverOf(command)
  const account = server.account(id)
  const prepared = await account.createSendRequest(campaign, { sendAt: at === undefined ? null : timeOf(at) })
  const { confirmation, sendAt, timeZone, nameToType } = prepared
  if (!json) {
    printCheck(prepared)
    print(`  says        ${harmless(prepared.excerpt)}`)
  }
  if (confirm === undefined && !isPersonPresent())
    throw new CliError(
      'Nobody is here to confirm it: nothing was sent.',
      `Give --confirm with the name: ${harmless(nameToType)}`,
    )
  const when = sendAt === null ? 'now' : `on ${dateInWords(sendAt, timeZone)}`
  const audienceName =
    confirm ?? (await ask(`\nTo send it ${when}, type this name, exactly: ${harmless(nameToType)}\n> `))
  const sent = await account.approveSendRequest({ confirmation, audienceName })
  show(json, sent, sendAt === null ? 'Sent' : `Will be sent ${when}`)
}

function timeOf(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new CliError(`${text} is no time.`, 'Write it as 2027-01-31T09:00Z.')
  return at.toISOString()
}

function printCheck({
  campaign,
  audienceNames,
  recipients,
  recipientCountIsUpperBound,
  problems,
}: CampaignCheck): void {
  const users =
    recipients === null ? 'not told how many' : `${recipientCountIsUpperBound ? 'at most ' : ''}${recipients}`
  print(`  campaign    ${harmless(campaign.name)}`)
  print(`  subject     ${harmless(campaign.subject ?? '?')}`)
  print(`  from        ${senderOf(campaign)}`)
  print(`  audience    ${audienceNames.map(harmless).join(', ') || 'none yet'}`)
  print(`  recipients  ${users}`)
  for (const problem of problems) print(`  missing     ${harmless(problem)}`)
}

/** Where a campaign has no sender of its own, its audience has one. */
function senderOf({ fromName, fromEmail }: Campaign): string {
  if (fromName === null && fromEmail === null) return 'the sender of its audience'
  return harmless(`${fromName ?? '?'} <${fromEmail ?? '?'}>`)
}

function show(json: boolean, campaign: Campaign, did: string): void {
  if (json) return printJson(campaign)
  const status = campaign.status === 'draft' ? 'a draft' : campaign.status
  print(`${did}: ${harmless(campaign.name)} is ${status}.`)
  print(`  id  ${campaign.id}`)
}
