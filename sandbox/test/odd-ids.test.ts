import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const PATHS = {
  mailchimp: [
    '/3.0/lists/ID',
    '/3.0/lists/ID/members/x',
    '/3.0/lists/LIST/members/ID',
    '/3.0/lists/LIST/members/ID/tags',
    '/3.0/campaigns/ID',
    '/3.0/campaigns/ID/content',
    '/3.0/campaigns/ID/actions/schedule',
    '/3.0/reports/ID',
    '/3.0/templates/ID',
  ],
  mailup: ['/API/v1.1/Rest/ConsoleService.svc/Console/List/ID/Recipients/Subscribed'],
  'constant-contact': [
    '/v3/contacts/ID',
    '/v3/contact_lists/ID',
    '/v3/emails/ID',
    '/v3/emails/activities/ID',
  ],
} as const

const prototype = (): string[] => Object.getOwnPropertyNames(Object.prototype).toSorted()

for (const [provider, paths] of Object.entries(PATHS))
  test(`${provider}: an ID that every object has as a member is an unknown ID`, async () => {
    await using world = await startWorld()
    const connection = await connect(world, { provider })
    const before = prototype()
    for (const id of ['__proto__', 'constructor', 'toString'])
      for (const path of paths)
        for (const method of ['GET', 'PATCH', 'PUT', 'POST', 'DELETE']) {
          const hasBody = method !== 'GET' && method !== 'DELETE'
          const response = await fetch(
            `${world.server.localUrl}/v1/proxy/${connection.id}${path.replace('ID', id).replace('LIST', 'l1')}`,
            {
              method,
              headers: {
                authorization: `Bearer ${world.secretKey}`,
                ...(hasBody && { 'content-type': 'application/json' }),
              },
              ...(hasBody && {
                body: '{"name":"polluted","double_optin":true,"status":"cleaned","tags":[]}',
              }),
            },
          )
          const shown = `${method} ${path} ${id} → ${response.status} ${await response.text()}`
          assert.ok(response.status >= 400 && response.status < 500, shown)
          assert.deepEqual(prototype(), before, shown)
        }
  })
