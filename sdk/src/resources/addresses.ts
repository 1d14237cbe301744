import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { AccountContacts, PageQuery } from '../wire.ts'

/** An email address over all accounts. */
export function addresses({ list }: Api) {
  return {
    /** Looks for it in every account, over all audiences and statuses: one item for each account. */
    find: (email: string, query: PageQuery = {}, options?: RequestOptions) =>
      list<AccountContacts>(path`/v1/contacts/${{ email }}`, options, query),
  }
}
