import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInProviders } from '../../providers/index.ts'
import { requiredPermission } from '../../providers/required-permission.ts'
import { isWrite } from '../../proxy/guard-write.ts'
import { ADAPTERS } from './index.ts'
import { changesOf, mayMean, readWrite, TAKES_OUT } from './write-rule.ts'

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

const readAt = (provider: string, method: string, path: string) =>
  readWrite(ADAPTERS.get(provider)?.forwardedWrites ?? [], method, path)

test('every rule of a forwarded write is about a call that its provider lets through as a write', () => {
  for (const [slug, { forwardedWrites }] of ADAPTERS) {
    const provider = builtInProviders().get(slug) ?? assert.fail(slug)
    for (const [methods, path] of forwardedWrites) {
      const sample = path.replaceAll(/:id|:contact|\*+/g, '42')
      for (const method of methods === '*' ? METHODS : methods.split(' '))
        assert.ok(isWrite(requiredPermission(provider, method, sample)), `${slug} ${method} ${sample}`)
    }
  }
})

test('a path names its campaign or segment; one without a rule may change anything', () => {
  const cases: [string, string, string, string, string | null][] = [
    ['mailchimp', 'PATCH', '/3.0/campaigns/ab12', 'campaign', 'ab12'],
    ['mailchimp', 'PUT', '/3.0/Campaigns/ab12/content/', 'campaign', 'ab12'],
    ['mailchimp', 'POST', '/3.0/campaigns/ab12/actions/schedule', 'campaign', 'ab12'],
    ['mailchimp', 'POST', '/3.0/campaigns/ab12/actions/unschedule', 'deferred', null],
    ['mailchimp', 'DELETE', '/3.0/lists/a/segments/7', 'segment', '7'],
    ['mailchimp', 'POST', '/3.0/lists/a/segments/7/members', 'membership', '7'],
    ['mailchimp', 'POST', '/3.0/lists/a/members/b/tags', 'tags', null],
    ['mailchimp', 'DELETE', '/3.0/lists/a', 'audience', 'a'],
    ['mailchimp', 'POST', '/3.0/lists/a/merge-fields', 'field', 'a'],
    ['mailchimp', 'POST', '/3.0/batches', 'anything', null],
    ['mailchimp', 'POST', '/3.0/unheard-of', 'anything', null],
    ['mailup', 'PUT', '/ConsoleService.svc/Console/List/3/Email/1045', 'campaign', '3-1045'],
    ['mailup', 'POST', '/ConsoleService.svc/Console/List/3/Email/1045/Send', 'campaign', '3-1045'],
    ['mailup', 'PUT', '/ConsoleService.svc/Console/List/3', 'audience', '3'],
    ['constant-contact', 'PUT', '/v3/emails/activities/a', 'campaign', 'a'],
    ['constant-contact', 'POST', '/v3/emails/activities/a/schedules', 'campaign', 'a'],
    ['constant-contact', 'DELETE', '/v3/emails/activities/a/schedules', 'deferred', null],
    ['constant-contact', 'PUT', '/v3/contact_custom_fields/a', 'field', null],
    ['constant-contact', 'PUT', '/v3/unheard-of', 'anything', null],
    ['constant-contact-v2', 'PUT', '/v2/emailmarketing/campaigns/9', 'campaign', '9'],
  ]
  for (const [provider, method, path, effect, id] of cases) {
    const known = readAt(provider, method, path)
    assert.deepEqual({ effect: known.effect, id: known.id }, { effect, id }, `${method} ${path}`)
  }
})

test('a body names what the path does not; where it does not tell, it may be any', () => {
  const at = (provider: string, path: string, body: unknown) =>
    changesOf(readAt(provider, 'POST', path), { body }).map(({ effect, ids }) => [effect, ids])
  const batch = (...operations: object[]) => at('mailchimp', '/3.0/batches', { operations })
  assert.deepEqual(at('mailchimp', '/3.0/batches', undefined), [['anything', null]])
  assert.deepEqual(
    batch(
      { method: 'GET', path: '/lists' },
      { method: 'patch', path: 'campaigns/ab12' },
      { method: 'POST', path: '/lists/a/members', body: '{"tags":["Bologna"]}' },
      { method: 'POST', path: '/lists/a/members', body: '{"tags":["Bologna"],"tags":[]}' },
      { method: 'PATCH', path: '/unheard-of', params: { skip_merge_validation: true } },
    ),
    [
      ['campaign', ['ab12']],
      ['tags', ['Bologna']],
      ['tags', null],
      ['anything', null],
    ],
  )
  for (const operation of [
    { method: 'GET', path: '/lists/../campaigns' },
    { method: 'GET', path: '/lists', params: { _method: 'DELETE' } },
    { method: 'POST', path: 'https://us1.api.mailchimp.com/3.0/lists' },
    { path: '/lists' },
  ])
    assert.deepEqual(batch(operation), [['anything', null]], JSON.stringify(operation))
  assert.deepEqual(
    at('mailchimp', '/3.0/batches', {
      operations: Array.from({ length: 5001 }, () => ({ method: 'GET', path: '/' })),
    }),
    [['anything', null]],
  )
  const members = [{ email_address: 'a@letters.example', tags: ['Bologna'] }]
  for (const [synchronizes, ids] of [
    [undefined, ['Bologna']],
    [false, ['Bologna']],
    [true, null],
    ['false', null],
  ])
    assert.deepEqual(at('mailchimp', '/3.0/lists/a', { members, sync_tags: synchronizes }), [['tags', ids]])
  const newField = (body: object) =>
    changesOf(readAt('mailchimp', 'POST', '/3.0/lists/a/merge-fields'), { body }).map(
      ({ effect, shownBy }) => [
        effect,
        ['PROMO', 'IF:PROMO', 'MERGE7', 'PROMOTION', 'FNAME'].filter((tag) => shownBy?.test(tag)),
      ],
    )
  assert.deepEqual(newField({ tag: 'PROMO' }), [['field', ['PROMO', 'IF:PROMO', 'MERGE7']]])
  for (const body of [{ name: 'Promo' }, { tag: 'PROMO|X' }, { tag: 'PROMOTIONALS' }])
    assert.deepEqual(newField(body), [['field', ['PROMO', 'IF:PROMO', 'MERGE7', 'PROMOTION', 'FNAME']]])
  const contact = { list_memberships: ['l1'] }
  assert.deepEqual(at('constant-contact', '/v3/contacts', contact), [['membership', ['l1']]])
  assert.deepEqual(at('constant-contact', '/v3/contacts', { ...contact, taggings: [] }), [
    ['membership', ['l1']],
    ['tags', null],
  ])
  assert.deepEqual(at('constant-contact', '/v3/contacts', { list_memberships: 'l1' }), [['membership', null]])
  assert.deepEqual(at('constant-contact-v2', '/v2/contacts', { lists: [{ id: '7' }] }), [
    ['membership', ['7']],
  ])
})

test('a body after which its contacts get nothing takes them out, whatever else it says', () => {
  const takesOut = (provider: string, method: string, path: string, body: unknown) =>
    changesOf(readAt(provider, method, path), { body }) === TAKES_OUT
  const member = '/3.0/lists/a/members/b'
  const out = { status: 'unsubscribed' }
  const ccOut = { email_address: { address: 'a@letters.example', permission_to_send: 'unsubscribed' } }
  for (const [provider, method, path, body] of [
    ['mailchimp', 'PATCH', member, out],
    ['mailchimp', 'PATCH', member, { ...out, tags: ['Bologna'], merge_fields: {} }],
    ['mailchimp', 'PUT', member, { ...out, status_if_new: 'unsubscribed' }],
    ['mailchimp', 'POST', '/3.0/lists/a/members', { ...out, email_address: 'a@letters.example' }],
    ['mailchimp', 'POST', '/3.0/lists/a', { members: [out, { status: 'cleaned' }], update_existing: true }],
    ['constant-contact', 'PUT', '/v3/contacts/c', { ...ccOut, list_memberships: ['l1'] }],
    ['constant-contact', 'POST', '/v3/contacts', ccOut],
  ] as const)
    assert.ok(takesOut(provider, method, path, body), JSON.stringify(body))
  for (const [provider, method, path, body] of [
    ['mailchimp', 'PATCH', member, { status: 'subscribed' }],
    ['mailchimp', 'PATCH', member, { Status: 'unsubscribed' }],
    ['mailchimp', 'PUT', member, { ...out, status_if_new: 'subscribed' }],
    ['mailchimp', 'PUT', member, undefined],
    ['mailchimp', 'POST', '/3.0/lists/a', { members: [out, { status: 'subscribed' }] }],
    ['mailchimp', 'POST', '/3.0/lists/a', { members: [] }],
    ['constant-contact', 'PUT', '/v3/contacts/c', { email_address: { permission_to_send: 'implicit' } }],
    ['constant-contact', 'POST', '/v3/contacts/sign_up_form', ccOut],
  ] as const)
    assert.ok(!takesOut(provider, method, path, body), JSON.stringify(body))
})

test('an ID in a path means every spelling that a provider may read as it', () => {
  for (const [given, id] of [
    ['ab12', 'AB12'],
    ['0042', '42'],
    ['42abc', '42'],
    ['42.0', '42'],
    ['+42', '42'],
    ['03-01045', '3-1045'],
    ['3-1045x', '3-1045'],
    ['ab12,', 'ab12'],
    ['AB-12-0', 'ab-12-0'],
  ] as const)
    assert.ok(mayMean([given], id), `${given} ${id}`)
  for (const [given, id] of [
    ['43', '42'],
    ['420', '42'],
    ['3-1046', '3-1045'],
    ['ab13', 'ab12'],
  ] as const)
    assert.ok(!mayMean([given], id), `${given} ${id}`)
})
