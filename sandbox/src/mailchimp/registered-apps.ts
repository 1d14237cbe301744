import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import type { App } from './state.ts'

/** The fields of the developer portal's form. */
export interface AppFields {
  name: string
  description: string
  company: string
  website: string
  redirectUri: string
}

/** Registers an app as the portal does: a client ID of 12 digits, a client secret of 32 hex digits. */
export function registerApp(world: World, ownerUsername: string, fields: AppFields): App {
  const app: App = {
    ...fields,
    ownerUsername,
    clientId: String(Math.floor(100_000_000_000 + Math.random() * 899_999_999_999)),
    clientSecret: randomHex(32),
    createdAt: world.clock.now().toISOString(),
  }
  world.mailchimp.apps[app.clientId] = app
  return app
}

/** Deletes an app and all its tokens. */
export function removeApp(world: World, clientId: string): void {
  delete world.mailchimp.apps[clientId]
  for (const [token, { clientId: of }] of Object.entries(world.mailchimp.tokens))
    if (of === clientId) delete world.mailchimp.tokens[token]
}
