import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { join as joinWorkspace, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { decideAtProvider, newPage, signInAt } from '@letterlock/testing/dashboard-page.ts'
import { registerAtSandbox, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { assistantPages } from './assistant-pages.ts'
import { connectPages } from './connect-pages.ts'
import { sandboxPages } from './sandbox-pages.ts'
import type { Shot } from './shot.ts'

export interface Studio {
  shots(): AsyncGenerator<Shot>
  close(): Promise<void>
}

/** A server with data, and a browser in which its owner is signed in. */
export async function startStudio(browser: Browser): Promise<Studio> {
  const world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
  for (const provider of ['mailup', 'constant-contact', 'constant-contact-v2']) {
    const redirectUri = `${world.server.url}/oauth/${provider}/callback`
    const app = await registerAtSandbox(world.sandbox, redirectUri, provider)
    await world.client.oauthApps.create({ provider, name: 'Bakery Reports', ...app })
  }
  const context = await browser.newContext()
  const page = await newPage(context)
  const at = (path: string): Promise<unknown> =>
    page.goto(world.server.url + path, { waitUntil: 'networkidle' })

  async function* shots(): AsyncGenerator<Shot> {
    await page.goto(world.server.setupUrl ?? '')
    yield { name: 'setup', page }
    await setupOwner(world)
    await world.client.workspace.update({
      name: 'Bakery Reports',
      branding: { color: '#b4541a', logo: LOGO },
    })
    for (const path of ['sign-in', 'forgot-password', 'reset-password', 'accept-invitation']) {
      await at(`/${path}`)
      yield { name: path.replaceAll('/', '-'), page }
    }
    yield* emptyPages(page, world)
    yield* connectPages(context, world)
    yield* sandboxPages(await newPage(context), world)
    const one = await connectOne(page, world)
    await fill(world)
    await at('/')
    yield { name: 'overview', page }
    await at('/connections')
    yield { name: 'connections-full', page, height: 'window' }
    await at(one)
    yield { name: 'connection', page }
    yield* assistantPages(context, world)
    for (const path of [
      'connections/new',
      'oauth-apps',
      'secret-keys',
      'assistants',
      'webhooks',
      'activity',
      'members',
      'profile',
      'profile/sessions',
      'settings',
    ]) {
      await at(`/${path}`)
      yield { name: path.replaceAll('/', '-'), page }
    }
  }
  const close = async (): Promise<void> => {
    await context.close()
    await world[Symbol.asyncDispose]()
  }
  return { shots, close }
}

/** The dashboard on the first day. */
async function* emptyPages(page: Page, world: TestWorld): AsyncGenerator<Shot> {
  await signInAt(page, world)
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  yield { name: 'overview-empty', page }
  for (const path of ['connections', 'secret-keys', 'activity', 'members', 'webhooks']) {
    await page.goto(`${world.server.url}/${path}`, { waitUntil: 'networkidle' })
    yield { name: `${path}-empty`, page }
  }
}

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

/** Two hundred connections of as many end users, some not working; users, keys. */
async function fill(world: TestWorld): Promise<void> {
  const { apiKeys } = world.sandbox.world.mailchimp
  const keys = Object.keys(apiKeys)
  for (let number = 1; number < 200; number++) {
    const endUserId = `${WORDS[number % WORDS.length]}-${createHash('sha1').update(String(number)).digest('hex').slice(0, 4)}`
    const apiKey = keys[number % keys.length] ?? ''
    const { id } = await world.client.connections.create({
      provider: 'mailchimp',
      endUserId,
      credentials: { type: 'api_key', apiKey },
    })
    if (number % 9 === 0) await world.client.connections.disconnect(id)
  }
  const owner = await signIn(world)
  await joinWorkspace(world, owner, 'admin', 'Nina Novak')
  await owner.ask('POST', '/v1/invitations', { email: 'sam@letters.example', role: 'member' })
  await world.client.secretKeys.create({
    name: 'The newsletter robot',
    scopes: ['connections:read', 'proxy:use'],
  })
}

const WORDS = ['bakery', 'bicycles', 'books', 'cheese', 'flowers', 'tea', 'wool']
