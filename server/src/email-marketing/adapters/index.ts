import type { MarketingAdapter } from './adapter.ts'
import { constantContactV2 } from './constant-contact-v2/index.ts'
import { constantContact } from './constant-contact/index.ts'
import { mailchimp } from './mailchimp/index.ts'
import { mailup } from './mailup/index.ts'

/** The adapters of all providers that the model supports. */
export const ADAPTERS: ReadonlyMap<string, MarketingAdapter> = new Map(
  [mailchimp, mailup, constantContact, constantContactV2].map((adapter) => [adapter.provider, adapter]),
)
