import assert from 'node:assert/strict'
import { listOf, notReported, text, textsOf, type Item } from '../answers.ts'
import type { Attempt, Request } from '../request.ts'
import type { CampaignTruth } from '../truth/truth.ts'

const latest = async ({ call }: Attempt, limit: number): Promise<string[]> =>
  textsOf(await call('list_campaigns', { status: 'sent', limit }), 'id')

const reportsOf = async (attempt: Attempt, campaigns: readonly string[]): Promise<Item[]> =>
  listOf(await attempt.call('get_campaign_reports', { campaigns }), 'reports')

const unique = (report: Item | undefined, of: string): unknown =>
  (report?.[of] as { unique: number } | undefined)?.unique

function newest({ sent }: Attempt): CampaignTruth {
  const [first] = sent()
  assert.ok(first)
  return first
}

export const FURTHER_REPORT_REQUESTS: readonly Request[] = [
  {
    ask: 'Which campaign of this year was clicked most?',
    async serve(attempt) {
      const since = `${new Date(attempt.now()).getUTCFullYear()}-01-01T00:00:00Z`
      const listed = await attempt.call('list_campaigns', { status: 'sent', since, limit: 10 })
      const reports = await reportsOf(attempt, textsOf(listed, 'id'))
      const rate = (one: Item): number => (one['clicks'] as { rate: number }).rate
      const best = reports.toSorted((a, b) => rate(b) - rate(a))[0]
      const share = ({ who }: CampaignTruth): number =>
        who('clicked').size / (who('received').size - who('bounced').size)
      const wanted = attempt
        .sent()
        .filter(({ at }) => (at ?? 0) >= Date.parse(since))
        .slice(0, 10)
        .toSorted((a, b) => share(b) - share(a))[0]
      assert.ok(wanted)
      // Rates are rounded: two may be the same.
      assert.ok(Math.abs(rate(best ?? {}) - share(wanted)) < 0.0006)
    },
  },
  {
    ask: 'How many mails went out with our last five campaigns?',
    async serve(attempt) {
      const reports = await reportsOf(attempt, await latest(attempt, 5))
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
      assert.equal(
        sum(reports.map(({ sent }) => Number(sent))),
        sum(
          attempt
            .sent()
            .slice(0, 5)
            .map(({ who }) => who('received').size),
        ),
      )
    },
  },
  {
    ask: 'How many unsubscribed with the last five?',
    async serve(attempt) {
      const reports = await reportsOf(attempt, await latest(attempt, 5))
      const left = attempt.sent().slice(0, 5)
      for (const { id, who } of left)
        assert.equal(
          reports.find((one) => one['campaignId'] === id)?.['unsubscribes'],
          who('unsubscribed').size,
        )
    },
  },
  {
    ask: 'Of those who opened the last one, how many clicked?',
    async serve(attempt) {
      const [report] = await reportsOf(attempt, await latest(attempt, 1))
      const { who } = newest(attempt)
      assert.deepEqual(
        [unique(report, 'opens'), unique(report, 'clicks')],
        [who('opened').size, who('clicked').size],
      )
    },
  },
  {
    ask: 'Which links of the last mail were clicked most?',
    async serve(attempt) {
      const answer = await attempt.call('get_campaign_reports', {
        campaigns: await latest(attempt, 1),
        responseFormat: 'detailed',
      })
      const [report] = listOf(answer, 'reports')
      const links = (report?.['links'] ?? null) as Item[] | null
      if (links === null) notReported(answer, 'links')
      assert.ok(links.length > 0 && links.every(({ url }) => text(url).startsWith('https://')))
    },
  },
  {
    ask: 'Who opened the last campaign?',
    async serve(attempt) {
      const [campaign] = await latest(attempt, 1)
      const answer = await attempt.call('list_campaign_recipients', {
        campaign,
        activity: 'opened',
        limit: 100,
      })
      const opened = newest(attempt).who('opened')
      assert.equal(listOf(answer).length, 100)
      assert.ok(textsOf(answer, 'email').every((email) => opened.has(email)))
      assert.match(answer.text, /There may be more/)
    },
  },
  {
    ask: 'Who did not open it?',
    async serve(attempt) {
      const [campaign] = await latest(attempt, 1)
      const answer = await attempt.call('list_campaign_recipients', {
        campaign,
        activity: 'not_opened',
        limit: 100,
      })
      const { who } = newest(attempt)
      assert.equal(listOf(answer).length, 100)
      assert.ok(
        textsOf(answer, 'email').every((email) => who('received').has(email) && !who('opened').has(email)),
      )
    },
  },
  {
    ask: 'Did anybody mark it as spam?',
    async serve(attempt) {
      const [report] = await reportsOf(attempt, await latest(attempt, 1))
      if (report?.['complaints'] === null)
        notReported(
          await attempt.call('get_campaign_reports', { campaigns: await latest(attempt, 1) }),
          'complaints',
        )
      assert.equal(typeof report?.['complaints'], 'number')
    },
  },
  {
    ask: 'Did this reader open our last campaign?',
    async serve(attempt) {
      const { who, id, subject, audienceId } = newest(attempt)
      const [email = ''] = who('opened')
      const answer = await attempt.call('get_contact', {
        audience: attempt
          .truth()
          .audiences()
          .find((one) => one.id === audienceId)?.name,
        contact: email,
        responseFormat: 'detailed',
      })
      const opened = listOf(answer, 'activities').some(
        (one) =>
          one['activity'] === 'opened' && (one['campaignId'] === id || one['campaignName'] === subject),
      )
      assert.ok(opened, answer.text)
    },
  },
]
