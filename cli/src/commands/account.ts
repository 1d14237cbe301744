import type { ContactStatus, SourcedPage } from '@letterlock/sdk'
import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { harmless, inWords, print, printJson, printSource, printTable } from '../output.ts'

/* What is in a connected account. */

interface PageOptions {
  readonly limit: string
  readonly cursor?: string
}

function listCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<connection>', 'its id')
    .option('--limit <number>', 'how many at most', '50')
    .option('--cursor <cursor>', 'go on where the last page ended')
}

export function audiencesCommand(): Command {
  return listCommand('audiences', 'list the audiences of a connected account').action(
    async (id: string, { limit, cursor }: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.account(id).audiences({ limit: Number(limit), cursor })
      show(json, page, ['ID', 'NAME', 'CONTACTS', 'OPENED', 'CLICKED'], (audience) => [
        audience.id,
        audience.name,
        String(audience.contacts ?? '?'),
        percent(audience.openRate),
        percent(audience.clickRate),
      ])
    },
  )
}

interface ContactOptions extends PageOptions {
  readonly audience?: string
  readonly status?: ContactStatus
  readonly words?: string
}

export function contactsCommand(): Command {
  return listCommand('contacts', 'list contacts of a connected account')
    .option('--audience <id>', 'only of this audience; some platforms need one')
    .option('--status <status>', 'such as unsubscribed; when left out: subscribed, or any with --words')
    .option('--words <words>', 'an e-mail address, or a part of one where the platform can')
    .action(async (id: string, { limit, ...options }: ContactOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.account(id).contacts({ ...options, limit: Number(limit) })
      show(json, page, ['ID', 'E-MAIL', 'NAME', 'STATUS', 'TAGS'], (contact) => [
        contact.id,
        contact.email,
        contact.name ?? '',
        contact.status,
        (contact.tags ?? []).join(', '),
      ])
    })
}

export function campaignsCommand(): Command {
  return listCommand('campaigns', 'list the campaigns of a connected account').action(
    async (id: string, { limit, cursor }: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.account(id).campaigns({ limit: Number(limit), cursor })
      show(json, page, ['ID', 'NAME', 'STATUS', 'WHEN'], (campaign) => [
        campaign.id,
        campaign.name,
        campaign.status,
        campaign.sendAt === null ? '' : inWords(campaign.sendAt),
      ])
    },
  )
}

export function templatesCommand(): Command {
  return listCommand('templates', 'list the templates of a connected account').action(
    async (id: string, { limit, cursor }: PageOptions, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.account(id).templates({ limit: Number(limit), cursor })
      show(json, page, ['ID', 'NAME'], (template) => [template.id, template.name])
    },
  )
}

export function reportCommand(): Command {
  return new Command('report')
    .description('show how a campaign went')
    .argument('<connection>', 'its id')
    .argument('<campaign>', 'its id')
    .action(async (id: string, campaign: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const report = await server.account(id).report(campaign)
      if (json) return printJson(report)
      const { sent, opens, clicks, bounces, unsubscribes, complaints } = report
      const kinds = bounces.hard === null ? '' : `, ${bounces.hard} hard and ${bounces.soft ?? 0} soft`
      print(`  sent          ${sent}`)
      print(`  opened        ${opens.unique} people, ${percent(opens.rate)}`)
      print(`  clicked       ${clicks.unique} people, ${percent(clicks.rate)}`)
      print(`  bounced       ${bounces.total}${kinds}`)
      print(`  unsubscribed  ${unsubscribes}`)
      if (complaints !== null) print(`  complained    ${complaints}`)
      printSource(report.source)
    })
}

function show<T>(
  json: boolean,
  page: SourcedPage<T>,
  head: readonly string[],
  describe: (item: T) => readonly string[],
): void {
  if (json) return printJson(page)
  if (page.items.length === 0) print('There is none.')
  else printTable([head, ...page.items.map((item) => describe(item).map(harmless))])
  if (page.nextCursor) print(`\nMore: the same with --cursor ${page.nextCursor}`)
  printSource(page.source)
}

function percent(rate: number | null): string {
  return rate === null ? '?' : `${(rate * 100).toFixed(1)} %`
}
