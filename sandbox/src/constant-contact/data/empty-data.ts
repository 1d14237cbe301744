import { createRecord } from '../../records.ts'
import type { AccountData } from '../account-data.ts'

/** An account without lists, contacts and campaigns. */
export const createEmptyData = (): AccountData => ({
  lists: createRecord(),
  contacts: createRecord(),
  tags: createRecord(),
  segments: [],
  campaigns: createRecord(),
  activities: createRecord(),
})
