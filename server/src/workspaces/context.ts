import type { Encryption } from '../encryption/encryption.ts'
import type { MissingKeys } from '../encryption/missing-keys.ts'
import type { Log } from '../kernel/log.ts'
import type { Provider } from '../providers/provider.ts'
import type { Tracing } from '../tracing/tracing.ts'
import type { EventRepository } from './event.ts'
import type { GuessCounts } from './guess-counts.ts'
import type { OAuthAppRepository } from './oauth-app.ts'
import type { PrincipalRepository } from './principal-repository.ts'
import type { SecretKeyRepository } from './secret-key.ts'
import type { WorkspaceRepository } from './workspace.ts'

/** What this domain needs from others. */
export interface WorkspacesContext {
  readonly store: {
    readonly workspaces: WorkspaceRepository
    readonly secretKeys: SecretKeyRepository
    readonly principals: PrincipalRepository
    readonly oauthApps: OAuthAppRepository
    readonly events: EventRepository
    /** null if this is the only process. */
    readonly guessCounts: GuessCounts | null
    readonly connections: {
      /** Makes connections due that wait for a client secret of this OAuth app. */
      makeDue(oauthAppId: string, now: number): Promise<void>
    }
    /** A number that changes when another process writes; null if unknown. Synchronous and cheap. */
    changesElsewhere(): number | null
  }
  readonly encryption: Encryption
  readonly missingKeys: MissingKeys
  readonly providers: ReadonlyMap<string, Provider>
  readonly now: () => Date
  readonly log: Log
  /** null if no OpenTelemetry SDK is registered. */
  readonly tracing: Tracing | null
  /** The URL at which browsers reach the server, without a trailing slash. With port 0, it is known once the server listens. */
  readonly publicUrl: () => string
}
