import { createConstantContactV2State, type ConstantContactV2State } from './constant-contact-v2/state.ts'
import { createConstantContactState, type ConstantContactState } from './constant-contact/state.ts'
import { createMailchimpState, type MailchimpState } from './mailchimp/state.ts'
import { createMailupState, type MailupState } from './mailup/state.ts'

/** What each provider stores, as plain JSON. */
export interface ProviderStates {
  mailchimp: MailchimpState
  mailup: MailupState
  constantContact: ConstantContactState
  constantContactV2: ConstantContactV2State
}

export const createProviderStates = (): ProviderStates => ({
  mailchimp: createMailchimpState(),
  mailup: createMailupState(),
  constantContact: createConstantContactState(),
  constantContactV2: createConstantContactV2State(),
})
