import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Provider } from '../wire.ts'

/** The providers that the server supports. */
export function providers({ list }: Api) {
  return {
    /** All providers, on one page. */
    list: (options?: RequestOptions) => list<Provider>(path`/v1/providers`, options),
  }
}
