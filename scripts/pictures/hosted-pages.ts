import type { BrowserContext } from 'playwright-core'
import { newPage } from '@letterlock/testing/dashboard-page.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Shot } from './studio.ts'

/** What an application's customer sees. */
export async function* hostedPages(context: BrowserContext, world: TestWorld): AsyncGenerator<Shot> {
  const page = await newPage(context)
  const returnUrl = 'http://127.0.0.1:9/connected'
  const all = await world.client.createConnectSession({ owner: 'customer-1', returnUrl })
  await page.goto(all.url ?? '')
  yield { name: 'hosted-every-platform', page }
  const session = { owner: 'customer-1', returnUrl, providers: ['mailchimp'] }
  const { url = '' } = await world.client.createConnectSession(session)
  await page.goto(url)
  yield { name: 'hosted', page }
  await page.goto(`${world.server.url}/connect/link/unknown`)
  yield { name: 'hosted-error', page }
  await page.close()
}
