import type { Campaign, CampaignReport } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import {
  campaignLink,
  campaignVariant,
  type CampaignLink,
  type CampaignVariant,
} from '../../email-marketing/model/insight-schemas.ts'
import { nameTheThing } from '../../email-marketing/name-the-thing.ts'
import { readReport } from '../../email-marketing/reports/read-report.ts'
import { campaign, report } from '../../email-marketing/model/schemas.ts'
import { REPORTS_VIEW } from '../app-views/app-views.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { toShortLine } from '../../kernel/foreign-text.ts'
import { percent } from '../format-result.ts'
import { connection, defineTool, idOrName, responseFormat } from '../tool.ts'

type NamedReport = CampaignReport &
  Pick<Campaign, 'name' | 'subject' | 'sentAt'> & {
    /** null if the provider does not report them. */
    readonly links?: CampaignLink[] | null
    readonly variants?: CampaignVariant[] | null
  }

/** Maximum number of links; the most clicked ones. */
const MAX_LINKS = 10

export const getCampaignReportsTool = defineTool({
  name: 'get_campaign_reports',
  title: 'Get campaign reports',
  description:
    'Gets the results of one to ten sent campaigns, best open rate first: recipients, opens, clicks, bounces, unsubscribes, revenue. Detailed adds clicks by link, and the variants of an A/B test. Rates are fractions from 0 to 1 of the contacts reached.',
  toolset: 'reports',
  scope: 'reports:read',
  effect: 'read',
  input: z.object({
    connection,
    campaigns: z.array(idOrName).min(1).max(10).describe('IDs or names'),
    responseFormat,
  }),
  output: sourced(
    z.object({
      reports: z.array(
        report.extend({
          ...campaign.pick({ name: true, subject: true, sentAt: true }).shape,
          links: z.array(campaignLink).nullable().optional(),
          variants: z
            .array(campaignVariant.omit({ id: true }))
            .nullable()
            .optional(),
        }),
      ),
      notSent: z.array(z.string()),
    }),
  ),
  view: REPORTS_VIEW,
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { campaigns }) => {
      const reports: NamedReport[] = []
      const notSent: string[] = []
      const wanted = new Set(campaigns)
      for (const id of wanted) {
        const report = await reportOf(account, id, input.responseFormat === 'detailed').catch(
          (error: unknown) => {
            if (wanted.size > 1 && isNotSent(error)) return undefined
            throw nameTheThing(error, { campaignId: id })
          },
        )
        if (report) reports.push(report)
        else notSent.push(id)
      }
      return { reports: reports.toSorted((a, b) => b.opens.rate - a.opens.rate), notSent }
    })
    return { summary: inWords(found), structured: found }
  },
})

async function reportOf(account: AccountClient, id: string, isDetailed: boolean): Promise<NamedReport> {
  const { adapter, api } = account
  const report = await readReport(account, id)
  const { name, subject, sentAt } = await adapter.campaign(api, id)
  const named = { ...report, name, subject, sentAt }
  if (!isDetailed) return named
  const { campaignLinks, campaignVariants } = adapter.capabilities
  return {
    ...named,
    links: campaignLinks ? mostClicked(await adapter.campaignLinks(api, id)) : null,
    variants: campaignVariants ? await adapter.campaignVariants(api, id) : null,
  }
}

const clicksOf = ({ clickCount, contactCount }: CampaignLink): number => clickCount ?? contactCount ?? 0

function mostClicked(links: readonly CampaignLink[]): CampaignLink[] {
  return links.toSorted((a, b) => clicksOf(b) - clicksOf(a)).slice(0, MAX_LINKS)
}

function isNotSent(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'campaign_not_sent'
}

interface Found {
  readonly reports: readonly NamedReport[]
  readonly notSent: readonly string[]
}

function inWords({ reports, notSent }: Found): string {
  const [only, ...others] = reports
  const head = only === undefined ? [] : [others.length === 0 ? oneInWords(only) : 'Best open rate first.']
  return [...head, ...notSent.map((id) => `${toShortLine(id)}: not sent, no results.`)].join(' ')
}

function oneInWords({ sent, opens, clicks, bounces, unsubscribes }: CampaignReport): string {
  return `Sent to ${sent}, opened by ${opens.unique} (${percent(opens.rate)}), clicked by ${clicks.unique} (${percent(clicks.rate)}), bounced ${bounces.total}, unsubscribed ${unsubscribes}.`
}
