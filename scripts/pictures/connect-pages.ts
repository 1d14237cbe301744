import type { BrowserContext } from 'playwright-core'
import { newPage } from '@letterlock/testing/dashboard-page.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Shot } from './shot.ts'

/** The pages that an end user sees. */
export async function* connectPages(context: BrowserContext, world: TestWorld): AsyncGenerator<Shot> {
  const page = await newPage(context)
  const returnUrl = 'http://127.0.0.1:9/connected'
  const all = await world.client.connectSessions.create({ endUserId: 'customer-1', returnUrl })
  await page.goto(all.url ?? '')
  yield { name: 'connect-every-provider', page }
  const session = { endUserId: 'customer-1', returnUrl, providers: ['mailchimp'] }
  const { url = '' } = await world.client.connectSessions.create(session)
  await page.goto(url)
  yield { name: 'connect', page }
  await page.goto(`${world.server.url}/connect/link/unknown`)
  yield { name: 'connect-error', page }
  await page.close()
}
