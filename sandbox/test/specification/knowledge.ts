import type { Knowledge } from './explore.ts'
import { MAILCHIMP_KNOWLEDGE } from './mailchimp.ts'
import type { ProviderName } from './sign-in.ts'

export const KNOWLEDGE: Readonly<Record<ProviderName, Knowledge>> = {
  mailchimp: MAILCHIMP_KNOWLEDGE,
  'constant-contact': {},
  'constant-contact-v2': {},
  mailup: {},
}
