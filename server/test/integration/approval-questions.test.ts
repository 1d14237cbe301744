import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/* What a user types to let a campaign go out, and what they are shown before. */

async function draftIn(world: TestWorld, { name = 'Rye' } = {}) {
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  const html = '<style>p {}</style><p>Fresh rye &amp; spelt today.</p>'
  const draft = await account.campaigns.create({
    name,
    subject: 'Rye is here',
    audienceId: audience.id,
    html,
  })
  const rename = (to: string): void => {
    for (const { data } of Object.values(world.sandbox.world.mailchimp.accounts))
      for (const list of Object.values(data?.lists ?? {})) list.name = to
  }
  const campaign = Object.values(world.sandbox.world.mailchimp.accounts)
    .map(({ data }) => data?.campaigns[draft.id])
    .find((found) => found !== undefined)
  assert.ok(campaign)
  return { id, account, draft: draft.id, rename, campaign, audience }
}

const SHOW_NOTHING = [
  '',
  ' \t\u00A0\u3000',
  '\u200B\u200C\u200D\u2060\uFEFF',
  '\u202E\u2066\u200F',
  '\uFE0F\u{E0100}',
  '\u3164\u115F\u1160\uFFA0',
  '\u2800',
  '\u00AD\u034F\u180E',
  '\u{E0041}\u{E0042}',
  '\u0007\u0301',
]

test('A10: an audience whose name shows nothing is not confirmed by typing nothing, nor by typing that name', async () => {
  await using world = await startWorld()
  const { account, draft, rename } = await draftIn(world)
  for (const name of SHOW_NOTHING) {
    rename(name)
    const { id, approvalText } = await account.campaigns.createSendRequest(draft)
    assert.equal(approvalText, 'Rye', JSON.stringify(name))
    for (const typed of ['', ' ', name, `${name}${name}`])
      await assert.rejects(
        world.client.sendRequests.approve(id, { approvalText: typed }),
        { code: 'approval_text_mismatch' },
        JSON.stringify(name),
      )
  }
  const { id } = await account.campaigns.createSendRequest(draft)
  assert.equal((await world.client.sendRequests.approve(id, { approvalText: 'Rye' })).status, 'sent')
})

test('A10: where the campaign’s name shows nothing either, its id is typed', async () => {
  await using world = await startWorld()
  const { account, draft, rename, campaign } = await draftIn(world)
  rename('\u200B')
  campaign.settings['title'] = '\u3164'
  const { id, approvalText } = await account.campaigns.createSendRequest(draft)
  assert.equal(approvalText, draft)
  await assert.rejects(world.client.sendRequests.approve(id, { approvalText: '\u3164' }), {
    code: 'approval_text_mismatch',
  })
  assert.equal((await world.client.sendRequests.approve(id, { approvalText: draft })).status, 'sent')
})

test('A10: what is typed is compared as a user sees it, and no more loosely', async () => {
  await using world = await startWorld()
  const { account, draft, rename } = await draftIn(world)
  const cases: readonly [name: string, same: readonly string[], other: readonly string[]][] = [
    [
      'Caf\u00E9 news',
      ['Cafe\u0301 news', ' Caf\u00E9 \u00A0news '],
      ['Cafe news', 'caf\u00E9 news', 'Caf\u00E9news'],
    ],
    ['Ne\u200Bws\u200D', ['News'], ['Ne ws']],
    ['\u2460 list', ['\u2460 list'], ['1 list']],
    ['\uFB01sh', ['\uFB01sh'], ['fish']],
    ['می\u200Cخواهم', ['می\u200Cخواهم'], ['میخواهم']],
    ['👩\u200D🍳', ['👩\u200D🍳'], ['👩🍳', '👩']],
    ['abc\u202Edef', ['abcdef'], ['abcfed']],
    ['Ada’s', ["Ada's", 'Ada’s'], ['Adas']],
    ['The "Rye"', ['The "Rye"', 'The “Rye”', 'The \\"Rye\\"', '"The "Rye""'], ['The Rye', 'Rye']],
  ]
  for (const [name, same, other] of cases) {
    rename(name)
    const { id } = await account.campaigns.createSendRequest(draft)
    for (const typed of other)
      await assert.rejects(world.client.sendRequests.approve(id, { approvalText: typed }), {
        code: 'approval_text_mismatch',
      })
    // Held back by the provider after the name was accepted, for longer than a call waits: the next one is tried on the same draft.
    for (const typed of same) {
      world.sandbox.world.faults.add({ kind: 'status', status: 503, retryAfter: '60' })
      const { code } = await world.client.sendRequests.approve(id, { approvalText: typed }).then(
        () => ({ code: 'sent' }),
        (error: { code: string }) => error,
      )
      assert.equal(code, 'provider_unavailable', `${name} by ${typed}`)
      world.sandbox.world.faults.clear()
    }
  }
})

test('A10: the assistant’s client and the page ask for the same name, and neither takes an empty one', async () => {
  await using world = await startWorld()
  const { draft, rename } = await draftIn(world)
  rename('\u3164')
  const asked: string[] = []
  await using client = await openMcpClient(world, {
    user: ({ message }) => {
      asked.push(message)
      return { action: 'accept', content: { typed: '' } }
    },
  })
  const refused = await callTool(client, 'send_campaign', { campaign: draft })
  assert.match(refused.text, /approval_text_mismatch/)
  assert.match(asked[0] ?? '', /To approve, type what is in quotes: "Rye"$/)
  await setupOwner(world)
  const owner = await signIn(world)
  await using plain = await openMcpClient(world, { mode: 'legacy' })
  const waiting = await callTool(plain, 'send_campaign', { campaign: draft })
  const id = String(waiting.structured['approvalUrl']).split('/').at(-1)
  const look = await owner.ask('GET', `/v1/send-requests/${id}`)
  assert.equal(((await look.json()) as { approvalText: string }).approvalText, 'Rye')
  const empty = await owner.ask('POST', `/v1/send-requests/${id}/approve`, { approvalText: '' })
  assert.equal(((await empty.json()) as { code: string }).code, 'approval_text_mismatch')
})

test('D16: every form of the question says when in words and zones, from whom, and what it says', async () => {
  await using world = await startWorld()
  const { account, draft } = await draftIn(world)
  const year = world.sandbox.world.clock.now().getUTCFullYear() + 1
  const sendAt = `${year}-12-01T09:00:00+01:00`
  const messages: string[] = []
  await using client = await openMcpClient(world, {
    user: ({ message }) => {
      messages.push(message)
      return { action: 'decline' }
    },
  })
  await callTool(client, 'send_campaign', { campaign: draft, scheduledAt: sendAt, timeZone: 'Asia/Tokyo' })
  await setupOwner(world)
  await using plain = await openMcpClient(world, { mode: 'legacy' })
  const waiting = await callTool(plain, 'send_campaign', {
    campaign: draft,
    scheduledAt: sendAt,
    timeZone: 'Asia/Tokyo',
  })
  messages.push(waiting.text)
  const { timeZone } = await account.campaigns.createSendRequest(draft, { scheduledAt: sendAt })
  assert.ok(timeZone)
  const date = (zone: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: zone,
    }).format(new Date(sendAt))
  for (const message of messages) {
    assert.ok(message.includes(date(timeZone)), message)
    assert.match(
      message,
      new RegExp(`\\d\\d:\\d\\d GMT\\S* \\(${timeZone}\\), that is .*17:00 GMT\\+09:00 \\(Asia/Tokyo\\)`),
    )
    assert.match(message, /From: .*@/)
    assert.match(message, /Content: "Fresh rye & spelt today\."/)
    const [question = ''] = message.split('Names and texts')
    assert.doesNotMatch(question, /\d\dT\d\d:/)
  }
  const wrong = await callTool(plain, 'send_campaign', {
    campaign: draft,
    scheduledAt: sendAt,
    timeZone: 'Mars/Base',
  })
  assert.match(wrong.text, /Mars\/Base is not a time zone/)
})
