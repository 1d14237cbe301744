import assert from 'node:assert/strict'
import { listOf, text } from '../answers.ts'
import { type Attempt, type Request } from '../request.ts'
import type { CampaignTruth } from '../truth/truth.ts'

const DAY_MS = 86_400_000
const HTML = '<h1>Rye</h1><p>Rye bread, from Tuesday on.</p>'

function byId({ truth }: Attempt, id: unknown): CampaignTruth {
  const campaign = truth()
    .campaigns()
    .find((one) => one.id === id)
  assert.ok(campaign, `the account has no campaign ${String(id)}`)
  return campaign
}

const draft = async ({ call }: Attempt, name: string): Promise<string> => {
  const answer = await call('create_campaign', { name, subject: name, audience: 'Newsletter', html: HTML })
  return text(answer.structured['id'])
}

const lastSent = async ({ call }: Attempt): Promise<string> =>
  text(listOf(await call('list_campaigns', { status: 'sent', limit: 1 }))[0]?.['id'])

/** Nine in the morning of the next Tuesday, as a marketer says it. */
function tuesdayAtNine(now: number): string {
  const day = new Date(now + DAY_MS)
  while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1)
  return `${day.toISOString().slice(0, 10)}T09:00:00`
}

export const CAMPAIGN_REQUESTS: readonly Request[] = [
  {
    ask: 'Draft a campaign about our rye bread, and send me a test',
    async serve(attempt) {
      const id = await draft(attempt, 'Rye is here')
      const answer = await attempt.call('send_test_email', { campaign: id })
      assert.match(answer.text, /^Test email sent to \S+@\S+\./)
      assert.equal(byId(attempt, id).status, 'draft')
    },
  },
  {
    ask: 'Copy last month’s campaign with a new subject',
    async serve(attempt) {
      const answer = await attempt.call('copy_campaign', {
        campaign: await lastSent(attempt),
        name: 'Once more',
        subject: 'Once more, with rye',
      })
      const copy = byId(attempt, answer.structured['id'])
      assert.deepEqual([copy.subject, copy.status], ['Once more, with rye', 'draft'])
    },
  },
  {
    ask: 'Send it on Tuesday at nine, my time',
    async serve(attempt) {
      const id = await draft(attempt, 'On Tuesday')
      const local = tuesdayAtNine(attempt.now())
      const answer = await attempt.call('send_campaign', {
        campaign: id,
        scheduledAt: local,
        timeZone: 'Europe/Rome',
      })
      assert.match(answer.text, /^The user approved\. The campaign is scheduled/)
      // Rome is an hour ahead of UTC at the time of the sandbox, which is winter.
      assert.equal(byId(attempt, id).at, Date.parse(`${local}+01:00`))
    },
  },
  {
    ask: 'Send it to the newsletter now',
    async serve(attempt) {
      const id = await draft(attempt, 'Right now')
      const answer = await attempt.call('send_campaign', { campaign: id })
      assert.match(answer.text, /^The user approved\. The campaign is (sent|sending)/)
      assert.equal(byId(attempt, id).status, 'sent')
    },
  },
  {
    ask: 'Resend the last campaign to those who did not open it',
    async serve(attempt) {
      const isOld = ({ at }: CampaignTruth): boolean => (at ?? 0) < attempt.now() - DAY_MS
      const customers = attempt
        .truth()
        .audiences()
        .find(({ name }) => name === 'Customers')
      const old = attempt.sent().filter(isOld)
      // A group at MailUp takes no more than a thousand.
      const campaign = old.find(({ audienceId }) => audienceId === customers?.id) ?? old[0]
      assert.ok(campaign)
      const answer = await attempt.call('copy_campaign', {
        campaign: campaign.id,
        name: 'Did you see this?',
        toNonOpeners: true,
      })
      const check = await attempt.call('get_campaign', {
        campaign: text(answer.structured['id']),
        view: 'check',
      })
      const opened = campaign.who('opened')
      const received = campaign.who('received')
      const wanted = attempt
        .truth()
        .contacts(campaign.audienceId)
        .filter(({ email, status }) => status === 'subscribed' && received.has(email) && !opened.has(email))
      assert.equal(check.structured['recipientCount'], wanted.length)
    },
  },
  {
    ask: 'Use our template “Plain letter” for a draft',
    async serve(attempt) {
      const templates = await attempt.call('list_templates')
      const template = listOf(templates).find(({ name }) => name === 'Plain letter')
      const answer = await attempt.call('create_campaign', {
        name: 'From the template',
        subject: 'From the template',
        audience: 'Newsletter',
        template: text(template?.['id']),
      })
      assert.equal(byId(attempt, answer.structured['id']).status, 'draft')
      const shown = await attempt.call('get_campaign', {
        campaign: text(answer.structured['id']),
        view: 'text',
      })
      assert.match(shown.text, /Plain letter/)
    },
  },
  {
    ask: 'Which automations run?',
    async serve({ call }) {
      const answer = await call('list_campaigns', { kind: 'automations' })
      const running = listOf(answer).filter(({ status }) => status === 'sending')
      assert.ok(running.some(({ name }) => name === 'Welcome series'))
    },
  },
  {
    ask: 'Pause the welcome series',
    async serve({ call }) {
      await call('unschedule_campaign', { automation: 'Welcome series' })
      const after = await call('list_campaigns', { kind: 'automations' })
      assert.equal(listOf(after).find(({ name }) => name === 'Welcome series')?.['status'], 'paused')
    },
  },
]
