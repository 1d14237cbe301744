import type { ConnectedAccount, Contact, SegmentConditionsInput } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

const EMAILS = ['rye', 'spelt', 'oat', 'barley'].map((name) => `${name}@grain.example`)

async function everyone(
  account: ConnectedAccount,
  audienceId: string,
  segmentId: string,
): Promise<Contact[]> {
  const all: Contact[] = []
  for await (const contact of account.segments.listContacts({ audienceId, segmentId, limit: 100 }))
    all.push(contact)
  return all
}

for (const provider of PROVIDERS)
  test(`segments, ${provider}: counted, made, changed, sent to, deleted`, async (t) => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const { capabilities } = await account.get()
    const [audience] = (await account.audiences.list()).items
    assert.ok(audience)
    const audienceId = audience.id
    const contacts = EMAILS.map((email) => ({ email, fields: {} }))
    await account.contacts.import({ audienceId, status: 'subscribed', contacts })
    const [left = ''] = EMAILS
    await account.contacts.unsubscribe(left, { audienceId })
    const grain: SegmentConditionsInput = {
      conditions: [{ by: 'email', op: 'contains', value: '@GRAIN.example' }],
    }

    await t.test('a count before use, of those who are subscribed, with its cost', async () => {
      const { contactCount, requestCount } = await account.segments.count(audienceId, grain)
      assert.equal(contactCount, 3)
      assert.ok(requestCount > 0)
      const both = { by: 'email', op: 'does_not_contain', value: 'oat' } as const
      const all = await account.segments.count(audienceId, { conditions: [...grain.conditions, both] })
      assert.equal(all.contactCount, 2)
    })

    let segmentId = ''
    await t.test('a segment has exactly those contacts', async () => {
      const made = await account.segments.create(audienceId, { name: 'Grain', ...grain })
      segmentId = made.id
      assert.equal(made.followsConditions, capabilities.segmentsFollowConditions)
      const emails = (await everyone(account, audienceId, segmentId))
        .filter(({ status }) => status === 'subscribed')
        .map(({ email }) => email)
      assert.deepEqual(emails.toSorted(), EMAILS.slice(1).toSorted())
      const listed = (await account.segments.list({ audienceId, limit: 100 })).items
      assert.ok(listed.some((segment) => segment.id === segmentId && segment.name === 'Grain'))
    })

    await t.test('it is renamed, and gets other conditions', async () => {
      const conditions = [{ by: 'email', op: 'is', value: EMAILS[2] ?? '' }] as const
      const changed = await account.segments.update(
        { audienceId, segmentId },
        { name: 'Oat', conditions: [...conditions] },
      )
      assert.equal(changed.name, 'Oat')
      assert.deepEqual(
        (await everyone(account, audienceId, segmentId)).map(({ email }) => email),
        [EMAILS[2]],
      )
    })

    await t.test('a campaign goes to it, and only to it', async () => {
      const draft = await account.campaigns.create({
        name: 'To oat',
        subject: 'Oat only',
        audienceId,
        segmentId,
        html: '<p>Oat.</p>',
      })
      const { campaign, recipientCount } = await account.campaigns.check(draft.id)
      assert.equal(campaign.name, 'To oat')
      assert.ok(campaign.segmentIds.includes(segmentId) || campaign.audienceIds.includes(segmentId))
      assert.ok(recipientCount === null || recipientCount === 1, String(recipientCount))
      const renamed = await account.campaigns.update(draft.id, { name: 'Only oat' })
      assert.ok(renamed.segmentIds.includes(segmentId) || renamed.audienceIds.includes(segmentId))
    })

    await t.test('what contacts did: opened a campaign, and opened nothing for long', async () => {
      const [campaign] = (await account.campaigns.list({ status: 'sent', audienceId })).items
      assert.ok(campaign)
      const opened = { by: 'opened', op: 'did', campaignId: campaign.id } as const
      const openers = new Set<string>()
      const query = { activity: 'opened', limit: 100 } as const
      for await (const { contactId } of account.campaigns.listRecipients(campaign.id, query))
        openers.add(contactId)
      const { contactCount } = await account.segments.count(audienceId, { conditions: [opened] })
      assert.ok(contactCount > 0 && contactCount <= openers.size)
      const silent = await account.segments.count(audienceId, {
        conditions: [
          { by: 'opened', op: 'did_not', campaignId: campaign.id },
          { by: 'received', op: 'did', campaignId: campaign.id },
        ],
      })
      assert.ok(silent.contactCount > 0)
      const made = await account.segments.create(audienceId, {
        name: 'Clickers',
        conditions: [{ ...opened, by: 'clicked' }],
      })
      const clickers = await everyone(account, audienceId, made.id)
      assert.ok(clickers.length > 0 && clickers.length <= contactCount)
    })

    await t.test('conditions that make no sense say what is wrong', async () => {
      const count = (condition: object): Promise<string> =>
        errorCodeOf(account.segments.count(audienceId, { conditions: [condition] } as SegmentConditionsInput))
      assert.equal(await count({ by: 'opened', op: 'is', value: 'x' }), 'invalid_request')
      assert.equal(await count({ by: 'opened', op: 'did' }), 'invalid_request')
      assert.equal(await count({ by: 'field', op: 'is', value: 'x' }), 'invalid_request')
      assert.equal(
        await count({ by: 'field', field: 'no such', op: 'is', value: 'x' }),
        'unknown_contact_field',
      )
      const tag = await count({ by: 'tag', op: 'is', value: 'VIP' })
      assert.equal(tag, capabilities.tags ? 'no error' : 'unsupported_by_provider')
    })

    await t.test(
      'it is deleted, its contacts stay, and an audience is not deleted as a segment',
      async () => {
        assert.equal((await account.segments.delete({ audienceId, segmentId })).deleted, true)
        const listed = (await account.segments.list({ audienceId, limit: 100 })).items
        assert.ok(!listed.some((segment) => segment.id === segmentId))
        assert.equal((await account.contacts.get(EMAILS[2] ?? '', { audienceId })).status, 'subscribed')
        const asSegment = account.segments.delete({ audienceId, segmentId: audienceId })
        assert.equal(await errorCodeOf(asSegment), 'resource_not_found')
      },
    )
  })
