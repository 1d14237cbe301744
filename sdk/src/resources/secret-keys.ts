import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { CreateSecretKeyInput, SecretKey } from '../wire.ts'

/** The keys that applications call Letterlock with. */
export function secretKeys({ list, post, delete: remove }: Api) {
  return {
    /** One page, without the secrets. */
    list: (options?: RequestOptions) => list<SecretKey>(path`/v1/secret-keys`, options),
    /** Only this response has the `secret`. A key cannot have scopes that its creator lacks. */
    create: (input: CreateSecretKeyInput, options?: RequestOptions) =>
      post<SecretKey>(path`/v1/secret-keys`, options, input),
    /** Requests with it are rejected immediately. @throws LetterlockApiError secret_key_not_found */
    revoke: (secretKeyId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/secret-keys/${{ secretKeyId }}`, options),
  }
}
