import type { Knowledge } from './explore.ts'
import { CONSTANT_CONTACT_KNOWLEDGE } from './constant-contact.ts'
import { CONSTANT_CONTACT_V2_KNOWLEDGE } from './constant-contact-v2.ts'
import { MAILCHIMP_KNOWLEDGE } from './mailchimp.ts'
import { MAILUP_KNOWLEDGE } from './mailup.ts'
import type { ProviderName } from './sign-in.ts'

export const KNOWLEDGE: Readonly<Record<ProviderName, Knowledge>> = {
  mailchimp: MAILCHIMP_KNOWLEDGE,
  'constant-contact': CONSTANT_CONTACT_KNOWLEDGE,
  'constant-contact-v2': CONSTANT_CONTACT_V2_KNOWLEDGE,
  mailup: MAILUP_KNOWLEDGE,
}
