import type { MarketingAdapter } from './adapter.ts'
import { constantContactV2 } from './constant-contact-v2.ts'
import { constantContact } from './constant-contact.ts'
import { mailchimp } from './mailchimp.ts'
import { mailup } from './mailup.ts'

/** The platforms that the model covers. */
export const ADAPTERS: ReadonlyMap<string, MarketingAdapter> = new Map(
  [mailchimp, mailup, constantContact, constantContactV2].map((adapter) => [adapter.provider, adapter]),
)
