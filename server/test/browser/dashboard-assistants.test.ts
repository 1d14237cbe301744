import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { AssistantSignIn } from '@letterlock/testing/assistant.ts'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { newPage, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { type TestWorld } from '@letterlock/testing/world.ts'

const visit = useBrowser()

/** Where the assistant's program waits for the browser to come back. */
async function waitForCallback(): Promise<{ url: string; came: Promise<URL>; server: Server }> {
  let come: (url: URL) => void = () => undefined
  const came = new Promise<URL>((resolve) => (come = resolve))
  const server = createServer((request, response) => {
    come(new URL(request.url ?? '', 'http://127.0.0.1'))
    response.setHeader('connection', 'close')
    response.end('You can close this page.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, came, server }
}

async function requestAuthorization(world: TestWorld, redirectUrl: string): Promise<AssistantSignIn> {
  const provider = new AssistantSignIn({ redirectUrl, name: 'Bread Assistant' })
  await assert.rejects(openMcpClient(world, { signIn: provider }))
  return provider
}

test('dashboard: an assistant is authorized, works, asks to send, and is revoked', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  const { world, page, browser } = opened
  const { id } = await connectWithAllPermissions(world)
  const callback = await waitForCallback()
  t.after(() => callback.server.close())
  const provider = await requestAuthorization(world, callback.url)
  const url = new URL(String(provider.authorizationUrl))
  url.searchParams.set(
    'scope',
    'connections:read audiences:read campaigns:read reports:read audiences:write campaigns:write campaigns:send',
  )

  // In a browser without a session: sign in first, on the same page.
  const stranger = await browser.newContext()
  const elsewhere = await newPage(stranger)
  await elsewhere.goto(url.href)
  await elsewhere.getByText('Sign in to continue.').waitFor()
  await signInHere(elsewhere)
  await elsewhere.getByRole('heading', { name: 'Authorize Bread Assistant?' }).waitFor()
  await elsewhere.getByRole('button', { name: 'Cancel' }).click()
  await elsewhere.getByText('You can close this page.').waitFor()
  assert.equal((await callback.came).searchParams.get('error'), 'access_denied')
  await stranger.close()

  const second = await waitForCallback()
  t.after(() => second.server.close())
  const again = await requestAuthorization(world, second.url)
  const wanted = new URL(String(again.authorizationUrl))
  wanted.searchParams.set(
    'scope',
    'connections:read audiences:read campaigns:read reports:read audiences:write campaigns:write campaigns:send',
  )
  await page.goto(wanted.href)
  await page.getByRole('heading', { name: 'Authorize Bread Assistant?' }).waitFor()
  await page.getByText('Unverified: the name was provided by the assistant.').waitFor()
  await page.getByLabel('Add, update and unsubscribe contacts').uncheck()
  await page.getByLabel('Only selected accounts').check()
  await page.getByLabel('Ada’s Bakery').check()
  await assertAccessible(page, 'consent')
  await page.getByRole('button', { name: 'Authorize' }).click()
  const came = await second.came
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client')
  await new StreamableHTTPClientTransport(new URL('/mcp', world.server.url), {
    authProvider: again,
  }).finishAuth(came.searchParams)
  await using client = await openMcpClient(world, { signIn: again })
  assert.match((await callTool(client, 'list_audiences')).text, /From Ada’s Bakery/)

  // It drafts, and asks to send: the user confirms on a page.
  const { items } = await world.client.account(id).audiences.list()
  const [audience] = items
  const draft = await callTool(client, 'create_campaign', {
    name: 'Rye',
    subject: 'Rye is here',
    audience: audience?.id,
    html: '<h1>Fresh rye</h1><script>parent.document.title = "owned"</script>',
  })
  const campaign = draft.structured['id']
  const waiting = await callTool(client, 'send_campaign', { campaign })
  await page.goto(String(waiting.structured['approvalUrl']))
  await page.getByText('Requested by Bread Assistant. Nothing has been sent yet.').waitFor()
  await page.frameLocator('iframe').getByRole('heading', { name: 'Fresh rye' }).waitFor()
  assert.notEqual(await page.title(), 'owned')
  await assertAccessible(page, 'confirm')
  await page.getByLabel('Approval text').fill('Everybody')
  await page.getByRole('button', { name: 'Send now' }).click()
  await page.getByText('The text does not match. Nothing was sent.').waitFor()
  await page.getByLabel('Approval text').fill(audience?.name ?? '')
  await page.getByRole('button', { name: 'Send now' }).click()
  await page.getByText('Campaign sent').waitFor()
  assert.match((await callTool(client, 'get_campaign', { campaign })).text, /sent/)

  await page.goto(`${world.server.url}/assistants`)
  await page.getByRole('button', { name: 'Revoke access Bread Assistant' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click()
  await page.getByText('No assistants authorized').waitFor()
  await assert.rejects(callTool(client, 'list_audiences'))

  await page.goto(`${world.server.url}/assistants`)
  await page.getByText('claude mcp add').first().waitFor()
  await assertAccessible(page, 'assistants')
  await page.goto(`${world.server.url}/activity`)
  await page.getByText('Assistant revoked').waitFor()
  await page.getByText(/Campaign sent/).waitFor()
})

test('dashboard: an expired consent request, and an unknown send request', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  const { world, page } = opened
  await page.goto(`${world.server.url}/consent/nothing-of-that-kind`)
  await page.getByText('This request has expired or was started in another browser').waitFor()
  await page.goto(`${world.server.url}/send-requests/made-up`)
  await page.getByText('There is no such').waitFor()
})

test('dashboard: a session that ends on the approval page is begun there again, and the campaign is sent', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  const { world, page } = opened
  const { account, campaignId } = await draftToSegment(world, {
    provider: 'mailchimp',
    emails: ['a@bologna.example'],
  })
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  await page.goto(`${world.server.url}/send-requests/${id}`)
  await page.getByLabel('Approval text').fill(approvalText)
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Send now' }).click()
  await signInHere(page)
  await page.getByLabel('Approval text').fill(approvalText)
  await page.getByRole('button', { name: 'Send now' }).click()
  await page.getByText('Campaign sent').waitFor()
})

async function signInHere(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
