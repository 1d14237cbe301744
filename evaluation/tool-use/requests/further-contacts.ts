import assert from 'node:assert/strict'
import { listOf, text, textsOf } from '../answers.ts'
import { NotAtProvider, type Attempt, type Request } from '../request.ts'
import type { ContactTruth } from '../truth/truth.ts'

const inNewsletter = ({ truth, newsletter }: Attempt): ContactTruth[] => truth().contacts(newsletter.id)
const subscribed = (attempt: Attempt): ContactTruth[] =>
  inNewsletter(attempt).filter(({ status }) => status === 'subscribed')

/** One that no other request changes. */
function subscriber(attempt: Attempt, index: number): ContactTruth {
  const contact = subscribed(attempt)[40 + index]
  assert.ok(contact)
  return contact
}

const firstName = ({ fields }: ContactTruth): string =>
  fields['FNAME'] ?? fields['FirstName'] ?? fields['first_name'] ?? ''

const FIRST_NAME = /^(FNAME|FirstName|first_name)$/

/** The name of the field with the first name. */
async function firstNameField({ call }: Attempt): Promise<string> {
  const answer = await call('get_audience', { audience: 'Newsletter' })
  return (answer.structured['fields'] as string[]).find((name) => FIRST_NAME.test(name)) ?? ''
}

async function counted(attempt: Attempt, conditions: readonly object[]): Promise<unknown> {
  const answer = await attempt.call('save_segment', { audience: 'Newsletter', countOnly: true, conditions })
  return answer.structured['contactCount']
}

export const FURTHER_CONTACT_REQUESTS: readonly Request[] = [
  {
    ask: 'How many get the newsletter?',
    async serve(attempt) {
      const answer = await attempt.call('get_audience', { audience: 'Newsletter' })
      const count = Number(answer.structured['contactCount'])
      // Constant Contact counts those who have yet to confirm as members of a list, too.
      const all = inNewsletter(attempt).filter(({ status }) => status !== 'unsubscribed')
      assert.ok(count === subscribed(attempt).length || count === all.length, answer.text)
    },
  },
  {
    ask: 'What do we know about our contacts?',
    async serve(attempt) {
      const answer = await attempt.call('get_audience', { audience: 'Newsletter' })
      const known = Object.keys(inNewsletter(attempt)[0]?.fields ?? {})
      const given = answer.structured['fields'] as string[]
      assert.ok(given.length > 0 && given.every((name) => known.includes(name)), answer.text)
    },
  },
  {
    ask: 'Find everybody whose address begins with “anika.”',
    async serve(attempt) {
      const answer = await attempt.call('search_contacts', {
        audience: 'Newsletter',
        search: 'anika.',
        limit: 100,
      })
      const found = textsOf(answer, 'email')
      const wanted = subscribed(attempt).filter(({ email }) => email.startsWith('anika.'))
      assert.ok(wanted.every(({ email }) => found.includes(email)))
      assert.ok(found.every((email) => email.startsWith('anika.')))
    },
  },
  {
    ask: 'Is this reader still subscribed?',
    async serve(attempt) {
      const { email } = subscriber(attempt, 0)
      const answer = await attempt.call('get_contact', { audience: 'Newsletter', contact: email })
      assert.equal(answer.structured['status'], 'subscribed')
    },
  },
  {
    ask: 'Show me fifty who have left us',
    async serve(attempt) {
      const answer = await attempt.call('search_contacts', {
        audience: 'Newsletter',
        status: 'unsubscribed',
        limit: 50,
      })
      const left = new Set(
        inNewsletter(attempt).flatMap(({ email, status }) => (status === 'unsubscribed' ? [email] : [])),
      )
      assert.equal(listOf(answer).length, Math.min(50, left.size))
      assert.ok(textsOf(answer, 'email').every((email) => left.has(email)))
    },
  },
  {
    ask: 'How many of our contacts have a Gmail-like address, say at example.com?',
    async serve(attempt) {
      const wanted = subscribed(attempt).filter(({ email }) => email.endsWith('@example.com'))
      assert.equal(
        await counted(attempt, [{ by: 'email', op: 'contains', value: '@example.com' }]),
        wanted.length,
      )
    },
  },
  {
    ask: 'How many have no first name with us?',
    async serve(attempt) {
      const field = await firstNameField(attempt)
      const wanted = subscribed(attempt).filter((contact) => firstName(contact) === '')
      assert.equal(await counted(attempt, [{ by: 'field', field, op: 'is_empty' }]), wanted.length)
    },
  },
  {
    ask: 'How many opened the last newsletter but clicked nothing?',
    async serve(attempt) {
      const campaign = attempt.sent().find(({ audienceId }) => audienceId === attempt.newsletter.id)
      assert.ok(campaign)
      const [opened, clicked] = [campaign.who('opened'), campaign.who('clicked')]
      const wanted = subscribed(attempt).filter(({ email }) => opened.has(email) && !clicked.has(email))
      const conditions = [
        { by: 'opened', op: 'did', campaignId: campaign.id },
        { by: 'clicked', op: 'did_not', campaignId: campaign.id },
      ]
      assert.equal(await counted(attempt, conditions), wanted.length)
    },
  },
  {
    ask: 'Who signed up at the counter wants the newsletter: add them, and ask them to confirm',
    async serve(attempt) {
      const answer = await attempt.call('upsert_contacts', {
        audience: 'Newsletter',
        contacts: [{ email: 'counter@letters.example' }],
      })
      const contact = inNewsletter(attempt).find(({ email }) => email === 'counter@letters.example')
      if (answer.structured['failed'] === 1) {
        assert.match(answer.text, /unsupported_by_provider/)
        assert.equal(contact, undefined)
        throw new NotAtProvider(answer.text)
      }
      assert.equal(answer.structured['pending'], 1)
      assert.equal(contact?.status, 'other')
    },
  },
  {
    ask: 'Correct the first name of this customer to “Nora”',
    async serve(attempt) {
      const { email } = subscriber(attempt, 1)
      const name = await firstNameField(attempt)
      const answer = await attempt.call('upsert_contacts', {
        audience: 'Newsletter',
        contacts: [{ email, fields: [{ name, value: 'Nora' }] }],
      })
      assert.equal(answer.structured['updated'], 1)
      const after = inNewsletter(attempt).find((one) => one.email === email)
      assert.ok(after)
      assert.deepEqual([firstName(after), after.status], ['Nora', 'subscribed'])
    },
  },
  {
    ask: 'Add these three; one of the addresses is mistyped',
    async serve(attempt) {
      const answer = await attempt
        .call('upsert_contacts', {
          audience: 'Newsletter',
          status: 'subscribed',
          contacts: [
            { email: 'one@letters.example' },
            { email: 'two@@letters' },
            { email: 'three@letters.example' },
          ],
        })
        .catch((error: unknown) => String(error))
      const added = inNewsletter(attempt).filter(({ email }) => /^(one|three)@letters\.example$/.test(email))
      // Either nothing is written and the address is named, or only that one is left out.
      if (typeof answer === 'string') {
        assert.match(answer, /contacts\.1\.email|two@@letters/)
        assert.equal(added.length, 0)
      } else assert.equal(added.length, 2)
    },
  },
  {
    ask: 'Sign this one up again, who unsubscribed',
    async serve(attempt) {
      const email = inNewsletter(attempt).find(({ status }) => status === 'unsubscribed')?.email
      const answer = await attempt.call('upsert_contacts', {
        audience: 'Newsletter',
        status: 'subscribed',
        contacts: [{ email }],
      })
      assert.equal(answer.structured['skipped'], 1)
      assert.match(answer.text, /unsubscribed/)
      assert.equal(inNewsletter(attempt).find((one) => one.email === email)?.status, 'unsubscribed')
    },
  },
  {
    ask: 'Mark these two as regulars',
    async serve(attempt) {
      const contacts = [subscriber(attempt, 2).email, subscriber(attempt, 3).email]
      await attempt.call('update_contact_tags', { audience: 'Newsletter', contacts, add: ['Loyal'] })
      for (const email of contacts)
        assert.ok(
          inNewsletter(attempt)
            .find((one) => one.email === email)
            ?.tags.includes('Loyal'),
        )
    },
  },
  {
    ask: 'Which segments and tags does the newsletter have?',
    async serve(attempt) {
      const answer = await attempt.call('list_segments', { audience: 'Newsletter', limit: 100 })
      // In v2 of Constant Contact, a segment is a list that Letterlock has made.
      if (attempt.provider === 'constant-contact-v2') assert.match(answer.text, /^No segments\./)
      else assert.ok(textsOf(answer, 'name').some((name) => name.startsWith('Wholesale')))
    },
  },
  {
    ask: 'Make a segment of last month’s readers, then call it “Readers”',
    async serve(attempt) {
      const saved = await attempt.call('save_segment', {
        audience: 'Newsletter',
        name: 'Last month',
        conditions: [{ by: 'clicked', op: 'did', days: 60 }],
      })
      await attempt.call('save_segment', {
        audience: 'Newsletter',
        segment: text(saved.structured['id']),
        name: 'Readers',
      })
      const listed = await attempt.call('list_segments', { audience: 'Newsletter', limit: 100 })
      assert.ok(textsOf(listed, 'name').some((name) => name.endsWith('Readers')))
    },
  },
]
