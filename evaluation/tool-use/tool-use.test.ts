import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { TOOLS } from '../../server/src/mcp/tools/index.ts'
import { PAGE } from './page.ts'
import { FIRST_REQUESTS, FURTHER_REQUESTS } from './requests/index.ts'
import { run } from './run.ts'
import { figuresOf, tableOf, withoutTokens } from './table.ts'

/* The first requests over all providers, and the further ones with one of them. `npm run tool-use` makes all, and shows each. */

const MAX_CALLS = 12
const TIMEOUT = { timeout: 400_000 }

test(
  'what a marketer asks is answered truly, in few calls, as the published table says',
  TIMEOUT,
  async () => {
    const first = await run(FIRST_REQUESTS)
    const further = await run(FURTHER_REQUESTS, ['mailchimp'])
    const results = [...first, ...further]
    const wrong = results.filter(({ outcome }) => outcome === 'misled' || outcome === 'failed')
    assert.deepEqual(
      wrong.map(({ ask, provider, problem }) => `${provider}: ${ask}: ${problem}`),
      [],
    )
    const { requests, possible, medianCalls, mostCalls } = figuresOf(first)
    assert.equal(requests, 34)
    assert.ok(possible >= 32, `${possible} possible`)
    assert.ok(medianCalls <= 3, `median ${medianCalls}`)
    assert.ok(mostCalls <= MAX_CALLS, `${mostCalls} calls`)
    assert.ok(figuresOf(further).mostCalls <= MAX_CALLS)
    const used = new Set(results.flatMap(({ tools }) => tools))
    assert.deepEqual(
      TOOLS.map(({ name }) => name).filter((name) => !used.has(name)),
      [],
      'each tool serves a request',
    )
    const published = withoutTokens(readFileSync(PAGE, 'utf8'))
    assert.ok(published.includes(withoutTokens(tableOf(first))), 'npm run tool-use -- --write')
  },
)
