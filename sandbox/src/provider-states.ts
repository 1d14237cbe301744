import type { ConstantContactV2State } from './constant-contact-v2/state.ts'
import type { ConstantContactState } from './constant-contact/state.ts'
import type { MailchimpState } from './mailchimp/state.ts'
import type { MailupState } from './mailup/state.ts'

/** What each provider stores, as plain JSON. */
export interface ProviderStates {
  mailchimp: MailchimpState
  mailup: MailupState
  constantContact: ConstantContactState
  constantContactV2: ConstantContactV2State
}
