import { connectControl } from '@letterlock/sandbox/control'
import assert from 'node:assert/strict'
import type { TestWorld } from './world.ts'

/** Ada's user name at each provider of the sandbox. */
export const ADA_AT: Readonly<Record<string, string>> = {
  mailchimp: 'ada',
  mailup: 'm1001',
  'constant-contact': 'ada@bakery.example',
  'constant-contact-v2': 'ada@bakery.example',
}

/** Every provider with an email marketing adapter. */
export const PROVIDERS = Object.keys(ADA_AT)

/** Revokes every app's access to Ada's account, as she would on the provider's own page. */
export async function revokeAtProvider({ sandbox }: TestWorld, provider: string): Promise<void> {
  const control = connectControl(sandbox.url).provider(provider)
  const revoked = await control.revoke(ADA_AT[provider] ?? '')
  assert.ok(revoked > 0, `${provider} had nothing to revoke`)
}
