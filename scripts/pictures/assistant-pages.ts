import { createHash, randomBytes } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { newPage } from '@letterlock/testing/dashboard-page.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Shot } from './shot.ts'
import { READ_SCOPES } from '../../server/src/authorization-server/assistant.ts'

/** The pages that a user sees of an assistant: consent, device codes, and a send request. */
export async function* assistantPages(context: BrowserContext, world: TestWorld): AsyncGenerator<Shot> {
  const page = await newPage(context)
  const clientId = await register(world)
  const redirectUri = 'http://127.0.0.1:9/callback'
  const authorize = new URL('/oauth2/authorize', world.server.url)
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    scope:
      'connections:read audiences:read campaigns:read reports:read audiences:write campaigns:write campaigns:send',
  }).toString()
  await page.goto(authorize.href, { waitUntil: 'networkidle' })
  yield { name: 'consent', page }
  await page.getByRole('button', { name: 'Authorize' }).click()
  // Nothing listens at the redirect URI; only the authorization matters.
  await page.waitForTimeout(1000)
  await page.goto(`${world.server.url}/device`)
  yield { name: 'device-code', page }
  const device = await fetch(`${world.server.url}/oauth2/device_authorization`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId,
      scope: 'connections:read audiences:read campaigns:read reports:read',
    }),
  })
  const { user_code: code } = (await device.json()) as { user_code: string }
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button').click()
  await page.getByRole('heading', { name: 'Confirm device code' }).waitFor()
  yield { name: 'device-confirm', page }

  const { id } = await connect(world)
  await world.client.connections.update(id, {
    permissions: {
      audiences: 'write',
      campaigns: 'write',
      reports: 'read',
      send: true,
    },
  })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const { id: campaign } = await account.campaigns.create({
    name: 'Rye week',
    subject: 'Fresh rye, from Tuesday on',
    audienceId: audience?.id ?? '',
    html: '<h1>Fresh rye</h1><p>From Tuesday on, <a href="https://bakery.example">every morning at seven</a>.</p>',
  })
  const { secret: secretKey = '' } = await world.client.secretKeys.create({
    name: 'Claude Code',
    scopes: [...READ_SCOPES, 'campaigns:send'],
  })
  await using assistant = await openMcpClient(world, { secretKey })
  const waiting = await callTool(assistant, 'send_campaign', { campaign, connection: id })
  await page.goto(String(waiting.structured['approvalUrl']))
  await page.getByText('Nothing has been sent yet').waitFor()
  yield { name: 'send-request', page }
  await page.close()
}

async function register(world: TestWorld): Promise<string> {
  const response = await fetch(`${world.server.url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Claude Code',
      redirect_uris: ['http://127.0.0.1:9/callback'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    }),
  })
  return ((await response.json()) as { client_id: string }).client_id
}
