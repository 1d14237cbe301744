import type { Provider } from '../core/provider.ts'
import { constantContact } from './constant-contact.ts'
import { mailchimp } from './mailchimp.ts'
import { mailup } from './mailup.ts'

/** Every platform that comes with Letterlock, in the order in which they are offered. */
const BUILT_IN: readonly Provider[] = [mailchimp, mailup, constantContact]

export function builtInProviders(): ReadonlyMap<string, Provider> {
  return new Map(BUILT_IN.map((provider) => [provider.id, provider]))
}
