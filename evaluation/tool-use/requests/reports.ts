import assert from 'node:assert/strict'
import { assertRate, listOf, notReported, sorted, text, textsOf, type Item } from '../answers.ts'
import { AB_TEST } from '../prepare-accounts.ts'
import type { Attempt, Request } from '../request.ts'
import type { CampaignTruth } from '../truth/truth.ts'

function last({ sent }: Attempt): CampaignTruth {
  const [newest] = sent()
  assert.ok(newest)
  return newest
}

const latest = async ({ call }: Attempt, limit: number): Promise<string[]> =>
  textsOf(await call('list_campaigns', { status: 'sent', limit }), 'id')

async function compared(attempt: Attempt): Promise<{ reports: Item[]; wanted: CampaignTruth[] }> {
  const campaigns = await latest(attempt, 5)
  const answer = await attempt.call('get_campaign_reports', { campaigns })
  const wanted = attempt.sent().slice(0, 5)
  assert.deepEqual(sorted(campaigns), sorted(wanted.map(({ id }) => id)), 'these are not the last five')
  return { reports: listOf(answer, 'reports'), wanted }
}

const reported = (reports: readonly Item[], id: string): Item => {
  const report = reports.find(({ campaignId }) => campaignId === id)
  assert.ok(report, `no report of ${id}`)
  return report
}

const rateOf = (report: Item, of: 'opens' | 'clicks'): unknown => (report[of] as { rate: number }).rate

function assertOpenRate(report: Item, { who }: CampaignTruth): void {
  assertRate(rateOf(report, 'opens'), who('opened').size, who('received').size - who('bounced').size)
}

export const REPORT_REQUESTS: readonly Request[] = [
  {
    ask: 'Compare my last five campaigns: which subject worked best?',
    async serve(attempt) {
      const { reports, wanted } = await compared(attempt)
      for (const campaign of wanted) {
        const report = reported(reports, campaign.id)
        assert.equal(report['subject'], campaign.subject)
        assertOpenRate(report, campaign)
      }
    },
  },
  {
    ask: 'And at what hour did they go out?',
    async serve(attempt) {
      const { reports, wanted } = await compared(attempt)
      for (const { id, at } of wanted) assertTime(reported(reports, id)['sentAt'], at)
    },
  },
  {
    ask: 'Was the last one better than our average?',
    async serve(attempt) {
      const [campaign] = await latest(attempt, 1)
      const account = await attempt.call('get_account')
      const answer = await attempt.call('get_campaign_reports', { campaigns: [campaign] })
      assertOpenRate(reported(listOf(answer, 'reports'), last(attempt).id), last(attempt))
      const ten = attempt.sent().slice(0, 10)
      const rates = ten.map(({ who }) => who('opened').size / (who('received').size - who('bounced').size))
      const { openRate } = account.structured['averages'] as { openRate: number }
      assertRate(
        openRate,
        rates.reduce((sum, rate) => sum + rate, 0),
        rates.length,
      )
    },
  },
  {
    ask: 'Why did bounces jump?',
    async serve(attempt) {
      const { reports, wanted } = await compared(attempt)
      const worst = wanted.toSorted((a, b) => b.who('bounced').size - a.who('bounced').size)[0]
      assert.ok(worst)
      const bounces = reported(reports, worst.id)['bounces'] as { total: number }
      assert.equal(bounces.total, worst.who('bounced').size)
      const answer = await attempt.call('list_campaign_recipients', {
        campaign: worst.id,
        activity: 'bounced',
        limit: 100,
      })
      assert.deepEqual(sorted(textsOf(answer, 'email')), sorted(worst.who('bounced')).slice(0, 100))
      if (listOf(answer).every(({ bounceType, reason }) => bounceType === null && reason === null))
        notReported(answer, 'bounceType')
    },
  },
  {
    ask: 'Who unsubscribed from the last campaign, and why?',
    async serve(attempt) {
      const campaign = last(attempt)
      const [id] = await latest(attempt, 1)
      const answer = await attempt.call('list_campaign_recipients', {
        campaign: id,
        activity: 'unsubscribed',
        limit: 100,
      })
      assert.deepEqual(sorted(textsOf(answer, 'email')), sorted(campaign.who('unsubscribed')))
      if (listOf(answer).every(({ reason }) => reason === null)) notReported(answer, 'reason')
    },
  },
  {
    ask: 'Which links were clicked, and who clicked them?',
    async serve(attempt) {
      const [id] = await latest(attempt, 1)
      const clickers = new Set<string>()
      let cursor: string | undefined
      let answer
      do {
        answer = await attempt.call('list_campaign_recipients', {
          campaign: id,
          activity: 'clicked',
          limit: 100,
          ...(cursor !== undefined && { cursor }),
        })
        for (const email of textsOf(answer, 'email')) clickers.add(email)
        cursor = text(answer.structured['nextCursor']) || undefined
      } while (cursor !== undefined)
      assert.deepEqual(sorted(clickers), sorted(last(attempt).who('clicked')))
      if (listOf(answer).every(({ url }) => url === null)) notReported(answer, 'url')
    },
  },
  {
    ask: 'What revenue did the last campaign bring?',
    async serve(attempt) {
      const answer = await attempt.call('get_campaign_reports', { campaigns: await latest(attempt, 1) })
      const [report] = listOf(answer, 'reports')
      if (report?.['revenue'] === null) notReported(answer, 'revenue')
      assert.deepEqual(report?.['revenue'], { orderCount: 3, total: 84.5, currency: 'EUR' })
    },
  },
  {
    ask: 'How did the A/B test end?',
    async serve({ call }) {
      const found = await call('list_campaigns', { status: 'sent', limit: 5 })
      const [newest] = listOf(found)
      const test = listOf(found).find(({ name }) => name === AB_TEST) ?? newest
      const campaigns = [test?.['id']]
      const answer = await call('get_campaign_reports', { campaigns, responseFormat: 'detailed' })
      const [report] = listOf(answer, 'reports')
      const variants = (report?.['variants'] ?? null) as Item[] | null
      if (variants === null) notReported(answer, 'variants')
      assert.equal(variants.length, 2)
      if (variants.every(({ isWinner }) => isWinner === null)) notReported(answer, 'isWinner')
      assert.equal(variants.find(({ isWinner }) => isWinner === true)?.['subject'], 'Rye, at last')
    },
  },
  {
    ask: 'How many joined each month this year?',
    async serve(attempt) {
      const { call, truth, newsletter } = attempt
      const answer = await call('get_audience', { audience: 'Newsletter', growthMonths: 11 })
      const year = new Date(attempt.now()).toISOString().slice(0, 4)
      const joined = (month: string): number =>
        truth()
          .contacts(newsletter.id)
          .filter(({ addedAt }) => addedAt?.startsWith(month)).length
      const growth = listOf(answer, 'growth')
      assert.equal(growth.length, 11)
      for (const { month, joinedCount } of growth.filter((one) => text(one['month']).startsWith(year)))
        assert.equal(joinedCount, joined(text(month)), text(month))
    },
  },
  {
    ask: 'Summarize our last mail for me',
    async serve(attempt) {
      const [campaign] = await latest(attempt, 1)
      const answer = await attempt.call('get_campaign', { campaign, view: 'text' })
      assert.match(text(answer.structured['text']), new RegExp(last(attempt).subject))
    },
  },
]

/** Some providers tell times to the second. */
function assertTime(answered: unknown, at: number | null): void {
  const difference = Math.abs(Date.parse(text(answered)) - (at ?? 0))
  assert.ok(difference <= 1000, `${text(answered)}, not ${new Date(at ?? 0).toISOString()}`)
}
