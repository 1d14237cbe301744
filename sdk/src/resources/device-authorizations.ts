import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  CreateDeviceAuthorizationInput,
  DeviceAuthorization,
  PollDeviceAuthorizationInput,
  PolledDeviceAuthorization,
} from '../wire.ts'

/** Connects an account from a device without a browser (RFC 8628). */
export function deviceAuthorizations({ post, postOnce }: Api) {
  return {
    /** Show the end user the code and the URL of the response, then poll. */
    create: (input: CreateDeviceAuthorizationInput, options?: RequestOptions) =>
      post<DeviceAuthorization>(path`/v1/device-authorizations`, options, input),
    /**
     * `connection` is null until the end user has decided. Wait `intervalSeconds` between polls.
     * @throws LetterlockApiError access_denied, device_code_expired
     */
    poll: (input: PollDeviceAuthorizationInput, options?: RequestOptions) =>
      postOnce<PolledDeviceAuthorization>(path`/v1/device-authorizations/poll`, options, input),
  }
}
