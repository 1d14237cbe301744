import assert from 'node:assert/strict'
import { listOf, sorted, text, textsOf } from '../answers.ts'
import type { Attempt, Request } from '../request.ts'
import type { CampaignTruth } from '../truth/truth.ts'

const DAY_MS = 86_400_000
const HTML = '<h1>Oats</h1><p>Oat bread, every Friday.</p>'

const byId = ({ truth }: Attempt, id: unknown): CampaignTruth | undefined =>
  truth()
    .campaigns()
    .find((one) => one.id === id)

const draft = async ({ call }: Attempt, name: string, more: object = {}): Promise<string> => {
  const answer = await call('create_campaign', {
    name,
    subject: name,
    audience: 'Newsletter',
    html: HTML,
    ...more,
  })
  return text(answer.structured['id'])
}

const latest = async ({ call }: Attempt, limit: number): Promise<string[]> =>
  textsOf(await call('list_campaigns', { status: 'sent', limit }), 'id')

export const FURTHER_CAMPAIGN_REQUESTS: readonly Request[] = [
  {
    ask: 'What did we send in the last ninety days?',
    async serve(attempt) {
      const since = attempt.now() - 90 * DAY_MS
      const answer = await attempt.call('list_campaigns', {
        status: 'sent',
        since: new Date(since).toISOString(),
        limit: 50,
      })
      const wanted = attempt.sent().filter(({ at }) => (at ?? 0) >= since)
      assert.deepEqual(sorted(textsOf(answer, 'id')), sorted(wanted.map(({ id }) => id)))
    },
  },
  {
    ask: 'What is scheduled, and for when?',
    async serve(attempt) {
      const answer = await attempt.call('list_campaigns', { status: 'scheduled', responseFormat: 'detailed' })
      const wanted = attempt
        .truth()
        .campaigns()
        .filter(({ status }) => status === 'scheduled')
      assert.deepEqual(sorted(textsOf(answer, 'id')), sorted(wanted.map(({ id }) => id)))
      for (const { id, at } of wanted) {
        const given = listOf(answer).find((one) => one['id'] === id)?.['scheduledAt']
        assert.ok(Math.abs(Date.parse(text(given)) - (at ?? 0)) <= 1000, `${text(given)} for ${id}`)
      }
    },
  },
  {
    ask: 'Which drafts are lying around?',
    async serve(attempt) {
      const answer = await attempt.call('list_campaigns', { status: 'draft', limit: 50 })
      const wanted = attempt
        .truth()
        .campaigns()
        .filter(({ status }) => status === 'draft')
      assert.deepEqual(sorted(textsOf(answer, 'id')), sorted(wanted.map(({ id }) => id)))
    },
  },
  {
    ask: 'Is my draft ready, and how many would get it?',
    async serve(attempt) {
      const id = await draft(attempt, 'Ready or not')
      const answer = await attempt.call('get_campaign', { campaign: id, view: 'check' })
      assert.match(answer.text, /^Ready to send\./)
      // Constant Contact sends to those who have yet to confirm, too.
      const isWide = attempt.provider.startsWith('constant-contact')
      const members = attempt
        .truth()
        .contacts(attempt.newsletter.id)
        .filter(({ status }) => (isWide ? status !== 'unsubscribed' : status === 'subscribed'))
      const { recipientCount, recipientCountIsUpperBound } = answer.structured
      if (recipientCountIsUpperBound === true) assert.ok(Number(recipientCount) >= members.length)
      else assert.equal(recipientCount, members.length)
    },
  },
  {
    ask: 'Change the subject of my draft',
    async serve(attempt) {
      const id = await draft(attempt, 'Working title')
      await attempt.call('update_campaign', { campaign: id, subject: 'Oats every Friday' })
      assert.equal(byId(attempt, id)?.subject, 'Oats every Friday')
    },
  },
  {
    ask: 'Put another text into my draft',
    async serve(attempt) {
      const id = await draft(attempt, 'Old words')
      await attempt.call('update_campaign', { campaign: id, html: '<p>New words.</p>' })
      const answer = await attempt.call('get_campaign', { campaign: id, view: 'text' })
      assert.match(answer.text, /New words/)
      assert.doesNotMatch(text(answer.structured['text']), /Oat bread/)
    },
  },
  {
    ask: 'Show me the HTML of the last mail',
    async serve(attempt) {
      const [campaign] = await latest(attempt, 1)
      const answer = await attempt.call('get_campaign', { campaign, view: 'html' })
      assert.match(text(answer.structured['html']), /<h1>/)
    },
  },
  {
    ask: 'Draft something for our wholesale customers only',
    async serve(attempt) {
      const segments = await attempt.call('list_segments', { audience: 'Newsletter', limit: 100 })
      const wholesale = listOf(segments).find(({ name }) => text(name).startsWith('Wholesale'))
      const id = await draft(attempt, 'For shops', { segment: text(wholesale?.['id']) })
      const answer = await attempt.call('get_campaign', { campaign: id, view: 'check' })
      const all = attempt.truth().contacts(attempt.newsletter.id).length
      assert.ok(Number(answer.structured['recipientCount'] ?? 1) < all)
    },
  },
  {
    ask: 'Send it yesterday at noon (a slip of the tongue)',
    async serve(attempt) {
      const id = await draft(attempt, 'Too late')
      const scheduledAt = new Date(attempt.now() - DAY_MS).toISOString()
      await assert.rejects(attempt.call('send_campaign', { campaign: id, scheduledAt }), /invalid_send_time/)
      assert.equal(byId(attempt, id)?.status, 'draft')
    },
  },
  {
    ask: 'Stop the campaign that is scheduled',
    async serve(attempt) {
      const listed = await attempt.call('list_campaigns', { status: 'scheduled', limit: 1 })
      const id = text(listOf(listed)[0]?.['id'])
      assert.equal(byId(attempt, id)?.status, 'scheduled')
      await attempt.call('unschedule_campaign', { campaign: id })
      assert.notEqual(byId(attempt, id)?.status, 'scheduled')
    },
  },
]
