export {
  LetterlockApiError,
  LetterlockError,
  LetterlockNetworkError,
  LetterlockProviderError,
  LetterlockTimeoutError,
  type NetworkErrorReason,
} from './errors.ts'
export { Letterlock } from './letterlock.ts'
export type { List } from './list.ts'
export type { LetterlockOptions, RequestOptions } from './options.ts'
export type { ConnectedAccount } from './resources/account.ts'
export type { ProxyCall, ProxyInput } from './resources/proxy.ts'
export type * from './wire.ts'
