import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { AccountContacts, EraseContactInput, ExportContactInput, Job, PageQuery } from '../wire.ts'

/** One email address in all connected accounts. */
export function addresses({ list, post }: Api) {
  return {
    /** Finds it in every account, in all audiences and statuses. One item per account. */
    find: (email: string, query: PageQuery = {}, options?: RequestOptions) =>
      list<AccountContacts>(path`/v1/contacts/${{ email }}`, options, query),
    /** Exports everything that the accounts have about it, as the rows of a job. */
    export: (input: ExportContactInput, options?: RequestOptions) =>
      post<Job>(path`/v1/contacts/export`, options, input),
    /** Erases it from all accounts, with a receipt for each. Without `dryRun: false`, it only reports what would happen. */
    erase: (input: EraseContactInput, options?: RequestOptions) =>
      post<Job>(path`/v1/contacts/erase`, options, input),
  }
}
