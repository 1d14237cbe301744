import type { TestWorld } from './world.ts'

/** Creates an audience without contacts in an account of Mailchimp, and returns its ID. */
export async function newAudience(world: TestWorld, connectionId: string): Promise<string> {
  const created = await world.client.proxy.post(connectionId, '3.0/lists', {
    body: {
      name: 'Small',
      permission_reminder: 'You signed up.',
      email_type_option: false,
      contact: { company: 'A', address1: 'B', city: 'C', country: 'IT', state: '', zip: '1' },
      campaign_defaults: { from_name: 'A', from_email: 'ada@bakery.example', subject: '', language: 'en' },
    },
  })
  const { id } = (await created.json()) as { id: string }
  return id
}
