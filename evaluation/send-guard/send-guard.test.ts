import { testSeed } from '@letterlock/testing/random.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOfQuestion, faultsOfReading } from './judge.ts'
import { LURES } from './lures.ts'
import { startTarget } from './letterlock/start-target.ts'
import { run } from './run.ts'

/* A small run. `npm run send-guard` makes 5,000 cases, `npm run send-guard:mutations` plants mistakes that it has to find. */

/** Cases with each provider: all tools with one, a part with the others. */
const CASES = { mailchimp: 23, mailup: 12, 'constant-contact': 12, 'constant-contact-v2': 12 }

for (const [provider, cases] of Object.entries(CASES))
  test(`send guard, ${provider}: whatever an account says, nothing is sent without a user’s word`, async () => {
    const seed = testSeed() % 1_000_000
    const [result] = await run(startTarget, [provider], { cases, seed })
    assert.ok(result?.sends, 'a user who types what is asked for sends the campaign')
    assert.deepEqual(result.findings, [])
  })

test('send guard: every lure is found where a server repeats it in its own words', () => {
  for (const [kind, lure] of Object.entries(LURES)) {
    const text = lure('Newsletter')
    assert.notDeepEqual(faultsOfQuestion(`To: ${text}`, null), [], kind)
    const said = { text: `Sent to ${text.replaceAll('\n', ' ')}.`, structured: {} }
    assert.notDeepEqual(faultsOfReading({ tool: 'send_campaign', said }), [], kind)
  }
})
