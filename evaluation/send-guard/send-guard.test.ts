import { testSeed } from '@letterlock/testing/random.ts'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { faultsOfQuestion, faultsOfReading } from './judge.ts'
import { caseOf, USERS } from './guard.ts'
import { callsOf } from './letterlock/calls.ts'
import { LURES } from './lures.ts'
import { startTarget } from './letterlock/start-target.ts'
import { run } from './run.ts'

/* A small run. `npm run send-guard` runs 5,000 cases; `npm run send-guard:mutations` plants bugs that it must detect. */

/** The tools as the server lists them. */
const TOOLS = join(import.meta.dirname, '../../testing/src/mcp-tools.json')
const NOTHING = { campaign: '', audience: '', contact: '', name: '', sendRequest: '', connection: '' }
const CALLS = callsOf(NOTHING, '')

/** Cases with each provider: all calls with one, a part with the others. */
const CASES = { mailchimp: CALLS.length, mailup: 12, 'constant-contact': 12, 'constant-contact-v2': 12 }

for (const [provider, cases] of Object.entries(CASES))
  test(`send guard, ${provider}: whatever an account says, nothing is sent without a user’s word`, async () => {
    const seed = testSeed() % 1_000_000
    const [result] = await run(startTarget, [provider], { cases, seed })
    assert.ok(result?.sends, 'a user who types what is asked for sends the campaign')
    assert.deepEqual(result.findings, [])
  })

test('send guard: every tool is called', () => {
  assert.deepEqual(
    [...new Set(CALLS.map(({ tool }) => tool))].toSorted(),
    (JSON.parse(readFileSync(TOOLS, 'utf8')) as { name: string }[]).map(({ name }) => name).toSorted(),
  )
})

test('send guard: every call meets every protocol and user, however many there are', () => {
  const protocols = ['2026-07-28', '2025-11-25'] as const
  for (const count of [CALLS.length, 5, 20]) {
    const calls = Array.from({ length: count }, (_, index) => ({ tool: `tool_${index}`, args: {} }))
    const all = count * protocols.length * USERS.length
    const met = Array.from({ length: all }, (_, number) => {
      const { call, protocol, user } = caseOf({ calls, protocols }, 1, 700 + number)
      return `${call.tool} ${protocol} ${user}`
    })
    assert.equal(new Set(met).size, all, `${count} calls`)
  }
})

test('send guard: every lure is found where a server repeats it in its own words', () => {
  for (const [kind, lure] of Object.entries(LURES)) {
    const text = lure('Newsletter')
    assert.notDeepEqual(faultsOfQuestion(`To: ${text}`, null), [], kind)
    const said = { text: `Sent to ${text.replaceAll('\n', ' ')}.`, structured: {} }
    assert.notDeepEqual(faultsOfReading({ tool: 'send_campaign', said }), [], kind)
  }
})
