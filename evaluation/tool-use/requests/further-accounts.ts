import assert from 'node:assert/strict'
import { listOf, notReported, text } from '../answers.ts'
import type { Request } from '../request.ts'

export const FURTHER_ACCOUNT_REQUESTS: readonly Request[] = [
  {
    ask: 'Which sender addresses are verified?',
    async serve({ call }) {
      const answer = await call('get_account')
      if (answer.structured['senders'] === null) notReported(answer, 'senders')
      assert.match(answer.text, /^senders: \S+@/m)
    },
  },
  {
    ask: 'Which plan are we on?',
    async serve({ call }) {
      const answer = await call('get_account')
      if (answer.structured['plan'] === null) notReported(answer, 'plan')
      assert.match(text(answer.structured['plan']), /^(monthly|Standard)$/)
    },
  },
  {
    ask: 'In which time zone does the account send?',
    async serve({ call }) {
      const answer = await call('get_account')
      if (answer.structured['timeZone'] === null) notReported(answer, 'timeZone')
      assert.equal(answer.structured['timeZone'], 'Europe/Amsterdam')
    },
  },
  {
    ask: 'Connect another account of ours',
    async serve({ call, provider }) {
      const answer = await call('connect_account', { provider })
      assert.match(answer.text, new RegExp(`http\\S+/connections/new\\?provider=${provider}\\b`))
      assert.ok(listOf(answer).length === 0)
    },
  },
  {
    ask: 'Which of our audiences is the largest?',
    async serve({ call, truth }) {
      const answer = await call('list_audiences')
      const sizes = new Map<string, number>()
      for (const { name, contactCount } of listOf(answer)) {
        const known = typeof contactCount === 'number'
        const size = known
          ? contactCount
          : (await call('get_audience', { audience: text(name) })).structured['contactCount']
        sizes.set(text(name), Number(size))
      }
      const members = (id: string): number =>
        truth()
          .contacts(id)
          .filter(({ status }) => status === 'subscribed').length
      const [largest] = truth()
        .audiences()
        .toSorted((a, b) => members(b.id) - members(a.id))
      const [found] = [...sizes].toSorted(([, a], [, b]) => b - a)
      assert.equal(found?.[0], largest?.name)
    },
  },
  {
    ask: 'Which of our audiences opens more?',
    async serve({ call }) {
      const answer = await call('list_audiences')
      if (listOf(answer).every(({ openRate }) => openRate === null)) notReported(answer, 'openRate')
      assert.ok(listOf(answer).every(({ openRate }) => typeof openRate === 'number'))
    },
  },
]
