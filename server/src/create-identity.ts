import type { Assistants } from './authorization-server/assistant.ts'
import { createAssistants } from './authorization-server/assistants.ts'
import type { Config } from './config/config.ts'
import type { AppContext } from './context.ts'
import { deriveKey } from './encryption/derive-key.ts'
import { createUsers } from './identity/create-users.ts'
import { sessionSecretsOf } from './identity/session-secrets.ts'
import type { PasswordHash } from './identity/auth.ts'
import type { Users } from './identity/users.ts'
import type { ResourceStack } from './kernel/resource-stack.ts'
import { createPublicFetch } from './outbound/public-fetch.ts'
import type { Sql } from './store/sql/sql.ts'

/** Users who sign in, and the assistants that they authorize. */
export function createIdentity(
  config: Config,
  {
    context,
    sql,
    keys,
    resources,
    passwordHash,
  }: {
    readonly context: AppContext
    readonly sql: Sql
    readonly keys: readonly string[]
    readonly resources: ResourceStack
    readonly passwordHash: PasswordHash | undefined
  },
): { readonly users: Users; readonly assistants: Assistants } {
  const { encryption, mailer, now, log, publicUrl } = context
  const publicFetch = createPublicFetch({ sandboxUrl: config.sandboxUrl })
  resources.defer(() => publicFetch.close())
  const users = createUsers({
    sql,
    secrets: sessionSecretsOf(keys),
    setupKeys: keys.map((key) => deriveKey(key, 'letterlock setup link')),
    publicUrl,
    now,
    log,
    mailer,
    passwordHash,
  })
  const assistants = createAssistants({
    sql,
    encryption,
    now,
    log,
    publicUrl,
    publicFetch,
    secrets: keys.map((key) => deriveKey(key, 'letterlock oidc cookies')),
  })
  return { users, assistants }
}
