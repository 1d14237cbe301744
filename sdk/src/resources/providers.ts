import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Provider } from '../wire.ts'

/** The email marketing platforms that the server knows. */
export function providers({ list }: Api) {
  return {
    /** The providers that accounts can be connected from. One page. */
    list: (options?: RequestOptions) => list<Provider>(path`/v1/providers`, options),
  }
}
