import type { Request } from '../request.ts'
import { ACCOUNT_REQUESTS } from './accounts.ts'
import { CAMPAIGN_REQUESTS } from './campaigns.ts'
import { CONTACT_REQUESTS } from './contacts.ts'
import { FURTHER_ACCOUNT_REQUESTS } from './further-accounts.ts'
import { FURTHER_CAMPAIGN_REQUESTS } from './further-campaigns.ts'
import { FURTHER_CONTACT_REQUESTS } from './further-contacts.ts'
import { FURTHER_REPORT_REQUESTS } from './further-reports.ts'
import { REPORT_REQUESTS } from './reports.ts'

/** Reads first, because the others change the accounts. */
export const FIRST_REQUESTS: readonly Request[] = [
  ...ACCOUNT_REQUESTS,
  ...REPORT_REQUESTS,
  ...CONTACT_REQUESTS,
  ...CAMPAIGN_REQUESTS,
]

/** Further requests, which cover other tools. */
export const FURTHER_REQUESTS: readonly Request[] = [
  ...FURTHER_ACCOUNT_REQUESTS,
  ...FURTHER_CONTACT_REQUESTS,
  ...FURTHER_REPORT_REQUESTS,
  ...FURTHER_CAMPAIGN_REQUESTS,
]
