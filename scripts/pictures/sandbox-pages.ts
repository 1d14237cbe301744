import type { Page } from 'playwright-core'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Shot } from './shot.ts'

const PROVIDERS = [
  ['mailchimp', 'ada', '/admin.mailchimp.com/account/oauth2/'],
  ['mailup', 'm1001', '/developers.mailup.com/'],
  ['constant-contact', 'ada@bakery.example', '/app.constantcontact.com/pages/dma/portal/'],
  ['constant-contact-v2', 'ada@bakery.example', '/constantcontact.mashery.com/apps/mykeys'],
] as const

/** Sign-in, consent and portal of each simulated provider, and the sandbox's control page. */
export async function* sandboxPages(page: Page, { client, sandbox }: TestWorld): AsyncGenerator<Shot> {
  for (const [provider, username, developerPortal] of PROVIDERS) {
    const returnUrl = 'http://127.0.0.1:9/connected'
    const session = { endUserId: 'customer-1', returnUrl, providers: [provider], skipConnectPage: true }
    await page.goto((await client.connectSessions.create(session)).url ?? '')
    yield { name: `sandbox-${provider}-sign-in`, page }
    await page.getByLabel(/user ?name|email address/i).fill(username)
    await page.getByLabel(/password/i).fill('bread-and-butter')
    await page.getByRole('button').first().click()
    yield { name: `sandbox-${provider}-consent`, page }
    await page.goto(sandbox.url + developerPortal)
    const name = page.getByLabel(/user ?name|email address/i)
    if (await name.isVisible()) {
      await name.fill(username)
      await page.getByLabel(/password/i).fill('bread-and-butter')
      await page.getByRole('button').first().click()
    }
    yield { name: `sandbox-${provider}-portal`, page }
  }
  await page.goto(`${sandbox.url}/_sandbox/`)
  yield { name: 'sandbox-control', page }
}
