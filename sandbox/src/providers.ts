import { CONSTANT_CONTACT_V2 } from './constant-contact-v2/provider.ts'
import { CONSTANT_CONTACT } from './constant-contact/provider.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import { MAILCHIMP } from './mailchimp/provider.ts'
import { MAILUP } from './mailup/provider.ts'

/** Every provider of the sandbox, in the order of its pages. */
export const PROVIDERS: readonly SimulatedProvider[] = [
  MAILCHIMP,
  MAILUP,
  CONSTANT_CONTACT,
  CONSTANT_CONTACT_V2,
]
