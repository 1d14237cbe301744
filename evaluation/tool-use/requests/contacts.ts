import assert from 'node:assert/strict'
import { listOf, sorted, text, textsOf } from '../answers.ts'
import { ForTheUser, type Attempt, type Request } from '../request.ts'
import type { ContactTruth } from '../truth/truth.ts'

const inNewsletter = ({ truth, newsletter }: Attempt): ContactTruth[] => truth().contacts(newsletter.id)

/** A contact that still has a status. */
function some(attempt: Attempt, status: ContactTruth['status'], index = 0): ContactTruth {
  const contact = inNewsletter(attempt).filter((one) => one.status === status)[index]
  assert.ok(contact, `no contact is ${status}`)
  return contact
}

const byAddress = (attempt: Attempt, email: string): ContactTruth | undefined =>
  inNewsletter(attempt).find((contact) => contact.email.toLowerCase() === email.toLowerCase())

export const CONTACT_REQUESTS: readonly Request[] = [
  {
    ask: 'Import these 40 contacts, who all agreed, and leave out who has unsubscribed',
    isImport: true,
    async serve(attempt) {
      const left = some(attempt, 'unsubscribed').email
      const added = Array.from({ length: 39 }, (_, index) => `forty${index}@letters.example`)
      const contacts = [...added, left].map((email) => ({ email }))
      const answer = await attempt.call('upsert_contacts', {
        audience: 'Newsletter',
        status: 'subscribed',
        contacts,
      })
      assert.deepEqual(
        [answer.structured['created'], answer.structured['skipped'], answer.structured['failed']],
        [39, 1, 0],
      )
      assert.match(answer.text, new RegExp(left.replaceAll('.', '\\.'), 'i'))
      assert.ok(added.every((email) => byAddress(attempt, email)?.status === 'subscribed'))
      assert.equal(byAddress(attempt, left)?.status, 'unsubscribed')
    },
  },
  {
    ask: 'Who is in two of our audiences at once?',
    async serve(attempt) {
      const { call, truth, newsletter } = attempt
      const other = truth()
        .audiences()
        .find(({ name }) => name === 'Customers')
      const others = new Set(
        truth()
          .contacts(other?.id ?? '')
          .flatMap(({ email, status }) => (status === 'subscribed' ? [email] : [])),
      )
      const answer = await call('save_segment', {
        audience: 'Newsletter',
        countOnly: true,
        conditions: [{ by: 'audience', op: 'is', value: 'Customers' }],
      })
      const both = truth()
        .contacts(newsletter.id)
        .filter(({ email, status }) => status === 'subscribed' && others.has(email))
      assert.equal(answer.structured['contactCount'], both.length)
    },
  },
  {
    ask: 'This customer moved away: archive the contact',
    async serve(attempt) {
      const { email } = some(attempt, 'subscribed', 3)
      const answer = await attempt.call('change_contact', {
        audience: 'Newsletter',
        contact: email,
        action: 'archive',
      })
      assert.equal(answer.structured['status'], 'archived')
      assert.notEqual(byAddress(attempt, email)?.status, 'subscribed')
    },
  },
  {
    ask: 'A contact has another address now: change it',
    async serve(attempt) {
      const { email, fields } = some(attempt, 'subscribed', 4)
      await attempt.call('change_contact', {
        audience: 'Newsletter',
        contact: email,
        action: 'change_address',
        newEmail: 'moved@letters.example',
      })
      assert.equal(byAddress(attempt, email), undefined)
      assert.deepEqual(byAddress(attempt, 'moved@letters.example')?.fields, fields)
    },
  },
  {
    ask: 'Where do we have this address, in which status?',
    async serve(attempt) {
      const { email } = some(attempt, 'unsubscribed')
      const answer = await attempt.call('search_contacts', { search: email, everywhere: true })
      const here = listOf(answer).filter((item) => item['provider'] === attempt.provider)
      assert.ok(
        here.some(({ status }) => status === 'unsubscribed'),
        answer.text,
      )
    },
  },
  {
    ask: 'Forget this reader everywhere, and give me a receipt',
    async serve({ instructions }) {
      assert.match(instructions, /letterlock contacts erase/)
      throw new ForTheUser()
    },
  },
  {
    ask: 'Move our audience to the other provider',
    async serve({ instructions }) {
      assert.match(instructions, /letterlock audiences move/)
      throw new ForTheUser()
    },
  },
  {
    ask: 'A reader wrote to get no more mail',
    async serve(attempt) {
      const { email } = some(attempt, 'subscribed', 5)
      const answer = await attempt.call('unsubscribe_contact', { audience: 'Newsletter', contact: email })
      assert.match(answer.text, /^Unsubscribed from (this audience|all audiences of the account)\./)
      assert.notEqual(byAddress(attempt, email)?.status, 'subscribed')
    },
  },
  {
    ask: 'What has this reader done with our mails?',
    async serve(attempt) {
      const [last] = attempt.sent()
      const [email = ''] = last?.who('clicked') ?? []
      const answer = await attempt.call('get_contact', {
        audience: attempt
          .truth()
          .audiences()
          .find(({ id }) => id === last?.audienceId)?.name,
        contact: email,
        responseFormat: 'detailed',
      })
      const activities = listOf(answer, 'activities')
      for (const [deed, activity] of [
        ['received', 'sent'],
        ['clicked', 'clicked'],
      ] as const)
        assert.ok(
          activities.some(
            (one) =>
              one['activity'] === activity &&
              (one['campaignId'] === last?.id || one['campaignName'] === last?.subject),
          ) === last?.who(deed).has(email),
          `${activity}: ${answer.text}`,
        )
    },
  },
  {
    ask: 'A segment of everybody in Utrecht who opened our last two campaigns',
    async serve(attempt) {
      const { call } = attempt
      const campaigns = attempt
        .sent()
        .filter(({ audienceId }) => audienceId === attempt.newsletter.id)
        .slice(0, 2)
      const audience = await call('get_audience', { audience: 'Newsletter' })
      const field = cityOf(audience.structured['fields'] as string[])
      const answer = await call('save_segment', {
        audience: 'Newsletter',
        name: 'Utrecht readers',
        conditions: [
          { by: 'field', field, op: 'is', value: 'Utrecht' },
          ...campaigns.map(({ id: campaignId }) => ({ by: 'opened', op: 'did', campaignId })),
        ],
      })
      const wanted = inNewsletter(attempt).filter(
        ({ email, status, fields }) =>
          status === 'subscribed' &&
          isFrom(fields, 'Utrecht') &&
          campaigns.every(({ who }) => who('opened').has(email)),
      )
      assert.equal(answer.structured['contactCount'], wanted.length)
      const members = await call('search_contacts', {
        audience: 'Newsletter',
        segment: text(answer.structured['id']),
        limit: 100,
      })
      assert.deepEqual(sorted(textsOf(members, 'email')), sorted(wanted.map(({ email }) => email)))
    },
  },
  {
    ask: 'Who has not opened anything for six months?',
    async serve(attempt) {
      const answer = await attempt.call('save_segment', {
        audience: 'Newsletter',
        countOnly: true,
        conditions: [{ by: 'opened', op: 'did_not', days: 180 }],
      })
      assert.equal(answer.structured['contactCount'], silent(attempt).length)
    },
  },
  {
    ask: 'Tag them “asleep”',
    async serve(attempt) {
      const wanted = silent(attempt)
      const saved = await attempt.call('save_segment', {
        audience: 'Newsletter',
        name: 'Asleep',
        conditions: [{ by: 'opened', op: 'did_not', days: 180 }],
      })
      const answer = await attempt.call('update_contact_tags', {
        audience: 'Newsletter',
        segment: text(saved.structured['id']),
        add: ['asleep'],
      })
      assert.equal(answer.structured['updated'], wanted.length)
      const tagged = inNewsletter(attempt).filter(({ tags }) => tags.includes('asleep'))
      assert.deepEqual(sorted(tagged.map(({ email }) => email)), sorted(wanted.map(({ email }) => email)))
    },
  },
]

/** Constant Contact’s own fields have no city: there the company’s name has one. */
const cityOf = (fields: readonly string[]): string =>
  fields.find((name) => /^city$/i.test(name)) ?? fields.find((name) => name === 'company_name') ?? ''

const isFrom = (fields: ContactTruth['fields'], city: string): boolean =>
  [fields['CITY'], fields['City']].includes(city)

/** The subscribed contacts who opened none of what was sent to them in half a year. */
function silent(attempt: Attempt): ContactTruth[] {
  const since = attempt.now() - 180 * 86_400_000
  const campaigns = attempt
    .sent()
    .filter(({ audienceId, at }) => audienceId === attempt.newsletter.id && (at ?? 0) >= since)
  return inNewsletter(attempt).filter(
    ({ email, status }) => status === 'subscribed' && !campaigns.some(({ who }) => who('opened').has(email)),
  )
}
