/**
 * The whole journey, headless, against freshly started servers on free ports: one plain line a step with what was
 * seen. Ends with 0 only if every step was verified.
 */
import { createLetterlock, type Connection } from '@letterlock/client'
import { ada, ben, hiddenField, type Person } from '@letterlock/sandbox/person.ts'
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, launch } from '../cli/src/launch.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-demo-'))
const secrets = new Set<string>()
let steps = 0

function seen(text: string): void {
  steps++
  process.stdout.write(`${String(steps).padStart(2)}. ${text}\n`)
}

function fieldOf(page: string, id: string): string {
  return new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? assert.fail(`no ${id} on the page`)
}

const [hubPort, sandboxPort] = [await freePort(), await freePort()]
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
const hubUrl = `http://127.0.0.1:${hubPort}`
const RETURN_URL = 'http://127.0.0.1:9/connected'
const portal = `${sandboxUrl}/admin.mailchimp.com/account/oauth2/`

const sandbox = await launch('sandbox', sandboxUrl, { LETTERLOCK_SANDBOX_PORT: String(sandboxPort) })
const hub = await launch('hub', hubUrl, {
  LETTERLOCK_PORT: String(hubPort),
  LETTERLOCK_DATA: folder,
  LETTERLOCK_SANDBOX_URL: sandboxUrl,
  LETTERLOCK_LOG_LEVEL: 'silent',
})

try {
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = createLetterlock({ url: hubUrl, secretKey })
  seen('Hub and sandbox started; the first start made a data folder, an encryption key and a secret key.')

  const developer = ada()
  await developer.signInToPortal(sandbox)
  const [provider] = (await client.listProviders()).items
  const redirectUri = provider?.redirectUri ?? assert.fail('no provider')
  const form = { name: 'Letters Inc', description: '', company: 'Letters Inc', website: '', redirectUri }
  const created = await (await developer.post(portal, form)).text()
  const clientId = fieldOf(created, 'client_id')
  const clientSecret = fieldOf(created, 'client_secret')
  secrets.add(clientSecret)
  seen(`Registered an app in Mailchimp’s portal: client id ${clientId}, and a secret that is shown once.`)

  const app = await client.createApp({ provider: 'mailchimp', clientId, clientSecret })
  assert.ok(!JSON.stringify(app).includes(clientSecret))
  seen('Gave the app to the hub; its answer does not repeat the secret.')

  const first = await connect(ada(), 'customer-1')
  assert.equal(first.account.name, 'Ada’s Bakery')
  seen(
    `A customer opened the link, chose access, signed in, allowed it: ${first.account.name} in ${first.account.dataCenter} is ${first.status}.`,
  )

  const { accessToken, apiBaseUrl } = await client.getToken(first.id)
  secrets.add(accessToken)
  const direct = await fetch(`${sandboxUrl}/${new URL(apiBaseUrl).host}/3.0/ping`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  assert.equal(direct.status, 200)
  seen('Read its token; the platform accepts it, and it does not expire.')

  const lists = (await (await client.proxy(first.id, 'GET', '/3.0/lists')).json()) as {
    lists: { name: string; stats: { member_count: number } }[]
  }
  assert.equal(lists.lists.length, 2)
  seen(
    `Called the platform through the hub: ${lists.lists.map((list) => `${list.name} (${list.stats.member_count} subscribed)`).join(', ')}.`,
  )

  const campaigns = (await (await client.proxy(first.id, 'GET', '/3.0/campaigns?status=save')).json()) as {
    campaigns: { id: string }[]
  }
  const refused = await client.proxy(
    first.id,
    'POST',
    `/3.0/campaigns/${campaigns.campaigns[0]?.id}/actions/send`,
  )
  assert.equal(refused.status, 403)
  assert.equal(((await refused.json()) as { code: string }).code, 'access_not_allowed')
  seen('Sending a campaign was refused: the customer did not allow it.')

  const second = await connect(ben(), 'customer-2')
  assert.notEqual(second.id, first.id)
  assert.deepEqual(
    (await client.listConnections({ owner: 'customer-2' })).items.map(({ id }) => id),
    [second.id],
  )
  seen(
    `Another customer connected ${second.account.name} in ${second.account.dataCenter}; each sees only their own.`,
  )

  const stolen = await reachTicket(ben(), 'customer-1')
  await assert.rejects(
    client.confirmConnection(stolen.session, { ticket: stolen.ticket, owner: 'customer-2' }),
    {
      code: 'owner_mismatch',
    },
  )
  seen('A link made for one customer and finished by another connected nothing.')

  await ada().signInToPortal(sandbox)
  await developer.post(`${sandboxUrl}/admin.mailchimp.com/account/api/remove`, { clientId })
  const lost = await client.checkConnection(first.id)
  assert.deepEqual([lost.status, lost.reason], ['disconnected', 'revoked_at_provider'])
  seen(`The customer removed the app at Mailchimp; a check told the truth: ${lost.detail}`)

  const renewed = await connect(ada(), 'customer-1')
  assert.equal(renewed.id, first.id)
  secrets.add((await client.getToken(renewed.id)).accessToken)
  seen('Connected the same account again: the connection kept its id.')

  const rotated = await (
    await developer.post(`${portal}${clientId}/rotate`, { confirmation: 'ROTATE' })
  ).text()
  const late = await reachTicket(ada(), 'customer-1')
  await assert.rejects(client.confirmConnection(late.session, { ticket: late.ticket, owner: 'customer-1' }), {
    code: 'app_credentials_rejected',
  })
  const nextSecret = fieldOf(rotated, 'client_secret')
  secrets.add(nextSecret)
  await client.addAppSecret(app.id, nextSecret)
  assert.equal((await connect(ada(), 'customer-1')).id, first.id)
  seen('Rotated the client secret at Mailchimp: the old one was refused at once, the new one works.')

  const slow = await reachTicket(ada(), 'customer-1')
  await fetch(`${sandboxUrl}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advanceSeconds":31}',
  })
  await assert.rejects(client.confirmConnection(slow.session, { ticket: slow.ticket, owner: 'customer-1' }), {
    code: 'code_rejected',
  })
  seen('A code 31 seconds old was refused, with the advice to connect again; the connection still works.')

  const report = await client.disconnect(first.id)
  assert.deepEqual(report.erased, ['oauth'])
  await assert.rejects(client.getToken(first.id), { code: 'disconnected' })
  seen(`Disconnected: ${report.detail}`)

  const types = (await client.listEvents({ connection: first.id })).items.map(({ type }) => type)
  assert.ok(types.includes('connection.access_lost') && types.includes('connection.disconnected'))
  seen(`The audit trail has it all: ${types.length} lines about this connection.`)

  const stored = readdirSync(folder)
    .filter((name) => name.startsWith('letterlock.db'))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  for (const secret of [...secrets, secretKey])
    assert.ok(!stored.includes(secret), 'a secret stands in the database')
  seen(`None of the ${secrets.size + 1} secrets of this journey stands in the database.`)

  async function reachTicket(person: Person, owner: string): Promise<{ session: string; ticket: string }> {
    const session = await client.createConnectSession({
      owner,
      returnUrl: RETURN_URL,
      providers: ['mailchimp'],
    })
    const opened = await person.open(session.url ?? '')
    const page = await (await person.open(new URL(opened.headers.get('location') ?? '', hubUrl).href)).text()
    const start = await person.post(`${hubUrl}/connect/${session.id}/start`, {
      csrf: hiddenField(page, 'csrf'),
      provider: 'mailchimp',
      audiences: 'write',
      campaigns: 'write',
      reports: 'read',
    })
    const callback = await person.authorize(start.headers.get('location') ?? '')
    const back = new URL((await person.open(callback.href)).headers.get('location') ?? '')
    return { session: session.id, ticket: back.searchParams.get('ticket') ?? '' }
  }

  async function connect(person: Person, owner: string): Promise<Connection> {
    const { session, ticket } = await reachTicket(person, owner)
    return client.confirmConnection(session, { ticket, owner })
  }
} finally {
  await hub.stop()
  await sandbox.stop()
  rmSync(folder, { recursive: true })
}
process.stdout.write(`\nEvery one of the ${steps} steps was verified.\n`)
