import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { EndUserErasure, EndUserExport } from '../wire.ts'

/** The end users whose accounts are connected, by your own IDs. Both methods throw end_user_not_found for an unknown ID. */
export function endUsers({ get, delete: remove }: Api) {
  return {
    /** Everything that is stored about an end user, without credentials. */
    export: (endUserId: string, options?: RequestOptions) =>
      get<EndUserExport>(path`/v1/end-users/${{ endUserId }}/export`, options),
    /** Revokes and deletes everything about an end user. The result is a receipt. */
    erase: (endUserId: string, options?: RequestOptions) =>
      remove<EndUserErasure>(path`/v1/end-users/${{ endUserId }}`, options),
  }
}
