import assert from 'node:assert/strict'
import { listOf, notReported, text } from '../answers.ts'
import type { Request } from '../request.ts'

const PROVIDERS = 4

export const ACCOUNT_REQUESTS: readonly Request[] = [
  {
    ask: 'Which of our accounts are connected, and do they work?',
    async serve({ call, provider }) {
      const answer = await call('list_connections')
      const connections = listOf(answer, 'connections')
      assert.equal(connections.length, PROVIDERS)
      assert.equal(connections.find((one) => one['provider'] === provider)?.['status'], 'connected')
    },
  },
  {
    ask: 'Is our domain authenticated?',
    async serve({ call }) {
      const answer = await call('get_account')
      const { domains, senders } = answer.structured
      if (domains === null && senders === null) notReported(answer, 'domains')
      assert.match(answer.text, /^(domains|senders): /m)
    },
  },
  {
    ask: 'How many sends do we have left?',
    async serve({ call }) {
      const answer = await call('get_account')
      if (answer.structured['sendsLeft'] === null) notReported(answer, 'sendsLeft')
      assert.equal(answer.structured['sendsLeft'], 20_000)
    },
  },
  {
    ask: 'Where is our sign-up form?',
    async serve({ call, newsletter }) {
      const answer = await call('get_audience', { audience: 'Newsletter' })
      if (answer.structured['signupUrl'] === null) notReported(answer, 'signupUrl')
      assert.match(text(answer.structured['signupUrl']), new RegExp(`^https://.*${newsletter.id}`))
    },
  },
]
