import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const LEVELS = { audiences: 'write', campaigns: 'write', reports: 'read' }
const LARGE = /900719925474099300/g

for (const provider of PROVIDERS)
  test(`B9: ${provider}: IDs beyond 2^53 are read and written with every digit`, async () => {
    await using world = await startWorld()
    const { client } = world
    const permissions = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const
    const { id } = await connect(world, { provider, permissions, choices: { ...LEVELS, send: 'yes' } })
    const account = client.account(id)
    const capabilities = (await account.get()).capabilities

    const { items: audiences } = await account.audiences.list()
    const { fields } = await account.audiences.get(audiences[0]?.id ?? '')
    const [field = ''] = fields ?? []
    const saving = (audience: string, email: string) =>
      account.contacts.upsert({
        audienceId: audience,
        email,
        status: 'subscribed',
        fields: { [field]: 'Nora' },
      })

    /** What there is, and what is read by its ID. */
    const reading = async (): Promise<unknown[]> => {
      const found = await account.audiences.list()
      const audience = found.items[0]?.id ?? assert.fail()
      const contacts = await account.contacts.list({ audienceId: audience, limit: 3 })
      const contact = contacts.items[0] ?? assert.fail()
      const campaigns = await account.campaigns.list({ limit: 20 })
      const campaign = campaigns.items.find(({ status }) => status === 'sent') ?? assert.fail()
      return [
        found,
        await account.audiences.get(audience),
        contacts,
        await account.contacts.get(contact.id, { audienceId: audience }),
        await saving(audience, contact.email),
        capabilities.segments && (await account.segments.list({ audienceId: audience })),
        capabilities.templates && (await account.templates.list()),
        campaigns,
        await account.campaigns.get(campaign.id),
        await account.campaigns.getReport(campaign.id),
      ]
    }
    // The first time, a contact is changed.
    await reading()
    const small = JSON.stringify(await reading(), withoutTimes)
    world.sandbox.world.faults.add({ kind: 'large_ids' })
    // What is remembered of an account for a minute has the small ones.
    world.advance(61)
    const large = JSON.stringify(await reading(), withoutTimes)
    assert.deepEqual(JSON.parse(large.replaceAll(LARGE, '')), JSON.parse(small))
    if (provider !== 'constant-contact-v2') assert.match(large, LARGE)

    const audience = (await account.audiences.list()).items[0]?.id ?? assert.fail()
    const segment = capabilities.campaignSegments
      ? (await account.segments.list({ audienceId: audience })).items[0]?.id
      : undefined
    const campaign = { name: 'Rye', subject: 'Rye is here', html: '<p>Rye</p>' }
    const draft = await account.campaigns.create({ ...campaign, audienceId: audience, segmentId: segment })
    const changed = await account.campaigns.update(draft.id, { subject: 'Rye again' })
    assert.deepEqual([changed.id, changed.subject], [draft.id, 'Rye again'])
    if (segment !== undefined)
      assert.deepEqual([draft.segmentIds, changed.segmentIds], [[segment], [segment]])
    await account.campaigns.sendTestEmail(draft.id, { to: ['nora@example.com'] })
  })

/** Saving a contact changes when it was changed; which credential answered does not matter here. */
function withoutTimes(name: string, value: unknown): unknown {
  return name === 'updatedAt' ? null : value
}
