import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { join as joinWorkspace, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { decideAtProvider, newPage, signInAt } from '@letterlock/testing/dashboard-page.ts'
import { registerAtSandbox, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { assistantPages } from './assistant-pages.ts'
import { connectAccounts } from './connect-accounts.ts'
import { connectPages } from './connect-pages.ts'
import { HOURS, liveThroughADay } from './live-through-a-day.ts'
import { sandboxPages } from './sandbox-pages.ts'
import type { Shot } from './shot.ts'

export interface Studio {
  shots(): AsyncGenerator<Shot>
  close(): Promise<void>
}

/**
 * A server with data, and a browser in which its owner is signed in. Everything but the sandbox's own pages is told the language.
 *
 * @param wants says whether a page of this name is asked for; the rest is not made ready
 */
export async function startStudio(
  browser: Browser,
  { locale, wants }: { readonly locale: string; readonly wants: (name: string) => boolean },
): Promise<Studio> {
  const world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  // What follows has happened since yesterday.
  world.advance(-(HOURS - 1) * 3600)
  for (const provider of ['mailup', 'constant-contact', 'constant-contact-v2']) {
    const redirectUri = `${world.server.url}/oauth/${provider}/callback`
    const app = await registerAtSandbox(world.sandbox, redirectUri, provider)
    await world.client.oauthApps.create({ provider, name: 'Bakery Reports', ...app })
  }
  // The pages are found by their English words, and shown in the language.
  const english = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await newPage(english)
  // Pictures have time.
  page.setDefaultTimeout(60_000)
  page.setDefaultNavigationTimeout(60_000)
  const at = (path: string): Promise<unknown> =>
    page.goto(world.server.url + path, { waitUntil: 'networkidle' })
  const speak = (language: string): Promise<unknown> =>
    page.evaluate(`localStorage.setItem('letterlock-locale', '${language}')`)

  async function* visit(paths: readonly (readonly [path: string, name: string])[]): AsyncGenerator<Shot> {
    await speak(locale)
    for (const [path, name] of paths) {
      if (!wants(name)) continue
      await at(path)
      yield { name, page }
    }
    await speak('en')
  }

  async function* shots(): AsyncGenerator<Shot> {
    await page.goto(world.server.setupUrl ?? '')
    await setupOwner(world)
    await world.client.workspace.update({
      name: 'Bakery Reports',
      branding: { color: '#b4541a', logo: LOGO },
    })
    yield* visit(SIGNED_OUT.map((path) => [`/${path}`, path] as const))
    await signInAt(page, world)
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    yield* visit(EMPTY.map((path) => [`/${path}`, `${path === '' ? 'overview' : path}-empty`] as const))
    if (wants('connect')) yield* connectPages(english, world)
    if (wants('sandbox')) yield* sandboxPages(await newPage(english), world)
    const full = FULL.map((path) => [`/${path}`, nameOf(path)] as const)
    if (!full.some(([, name]) => wants(name)) && !wants('connection') && !wants('assistant')) return
    const one = await connectOne(page, world)
    await using receiver = await startWebhookReceiver()
    const failed = await fill(world, receiver.url)
    yield* visit([...full, [one, 'connection'], ...failed])
    if (wants('assistant')) yield* assistantPages(english, world)
    if (wants('assistants')) yield* visit([['/assistants', 'assistants']])
  }
  const close = async (): Promise<void> => {
    await english.close()
    await world[Symbol.asyncDispose]()
  }
  return { shots, close }
}

const SIGNED_OUT = ['sign-in', 'setup', 'forgot-password', 'reset-password', 'accept-invitation', 'nowhere']
const EMPTY = [
  '',
  'connections',
  'calls',
  'webhooks',
  'assistants',
  'oauth-apps',
  'secret-keys',
  'activity',
  'members',
]
const FULL = [
  '',
  'connections',
  'connections/new',
  'calls',
  'webhooks',
  'oauth-apps',
  'secret-keys',
  'activity',
  'members',
  'settings',
  'server',
  'profile',
  'profile/sessions',
]
const nameOf = (path: string): string => (path === '' ? 'overview' : path.replaceAll('/', '-'))

const LOGO = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="22" fill="#b4541a"/><path d="M12 27c0-8 6-13 12-13s12 5 12 13z" fill="#fff3e0"/></svg>',
).toString('base64')}`

async function connectOne(page: Page, { server }: TestWorld): Promise<string> {
  await page.goto(`${server.url}/connections/new`)
  await page.getByRole('button', { name: 'Connect MailUp' }).click()
  await decideAtProvider(page, 'm1001')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await page.getByText('Token refreshed').first().waitFor()
  return new URL(page.url()).pathname
}

/** A day with many connections, some of which are lost; webhooks, users, keys. Returns the pages of what has failed. */
async function fill(world: TestWorld, webhookUrl: string): Promise<[path: string, name: string][]> {
  const { id: endpointId } = await world.client.webhookEndpoints.create({
    url: webhookUrl,
    description: 'Production',
    eventTypes: [],
  })
  const accounts = await connectAccounts(world)
  await connectByApiKey(world, 150)
  const { items: all } = await world.client.connections.list({ limit: 100 })
  await liveThroughADay(world, [...accounts, ...all.slice(0, 8)])
  const lost = accounts.find(({ account }) => account.name === 'Flour Power')?.id ?? ''
  world.sandbox.world.mailchimp.tokens = {}
  for (const { id, provider } of accounts)
    if (provider === 'mailchimp') await world.client.connections.check(id)
  const owner = await signIn(world)
  await joinWorkspace(world, owner, 'admin', 'Nina Novak')
  await joinWorkspace(world, owner, 'member', 'Maximiliane Mustermann-Schneider')
  await owner.ask('POST', '/v1/invitations', { email: 'sam@letters.example', role: 'member' })
  await world.client.secretKeys.create({
    name: 'The newsletter robot',
    scopes: ['connections:read', 'proxy:use'],
  })
  const [call] = (await world.client.calls.list({ status: 'failed', limit: 1 })).items
  const [delivery] = (await world.client.webhookDeliveries.list(endpointId, { limit: 1 })).items
  return [
    [`/calls?callId=${call?.id}`, 'calls-open'],
    [`/connections/${lost}`, 'connection-lost'],
    [`/webhooks/${endpointId}`, 'webhooks-endpoint'],
    [`/webhooks/${endpointId}?deliveryId=${delivery?.id}`, 'webhooks-delivery'],
  ]
}

async function connectByApiKey({ client, sandbox }: TestWorld, count: number): Promise<void> {
  const keys = Object.keys(sandbox.world.mailchimp.apiKeys)
  for (let number = 1; number < count; number++) {
    const endUserId = `${WORDS[number % WORDS.length]}-${createHash('sha1').update(String(number)).digest('hex').slice(0, 4)}`
    const apiKey = keys[number % keys.length] ?? ''
    const credentials = { type: 'api_key', apiKey } as const
    const { id } = await client.connections.create({ provider: 'mailchimp', endUserId, credentials })
    if (number % 9 === 0) await client.connections.disconnect(id)
  }
}

const WORDS = ['bakery', 'bicycles', 'books', 'cheese', 'flowers', 'tea', 'wool']
