import type { Encryption } from '../encryption/encryption.ts'
import type { Log } from '../kernel/log.ts'
import type { Provider } from '../providers/provider.ts'
import type { EventRepository } from './event.ts'
import type { OAuthAppRepository } from './oauth-app.ts'
import type { SecretKeyRepository } from './secret-key.ts'
import type { WorkspaceRepository } from './workspace.ts'

/** What the functions of this domain need from outside. */
export interface WorkspacesContext {
  readonly store: {
    readonly workspaces: WorkspaceRepository
    readonly keys: SecretKeyRepository
    readonly apps: OAuthAppRepository
    readonly events: EventRepository
    readonly connections: {
      /** Those of this app that wait for a client secret are due now. */
      makeDue(oauthAppId: string, now: number): Promise<void>
    }
    /** A number that changes when another process has written; null when that cannot be told. Cheap, and at once. */
    changesElsewhere(): number | null
  }
  readonly encryption: Encryption
  readonly providers: ReadonlyMap<string, Provider>
  readonly now: () => Date
  readonly log: Log
  /** Where browsers reach us, without a trailing slash. */
  readonly publicUrl: string
}
