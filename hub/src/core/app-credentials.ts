import type { Secret } from '../secret.ts'
import { SECOND } from '../time.ts'
import { clientSecretsOf, readApp } from './apps.ts'
import type { Ports } from './ports.ts'
import { createRecent } from './recent.ts'

export interface AppCredentials {
  readonly clientId: string
  /** Newest first. */
  readonly clientSecrets: readonly Secret[]
}

/** The client id and the secrets of an app, which thousands of renewals in a row have in common. */
export interface AppCredentialsReader {
  /** @throws HubError app_not_found */
  read(workspaceId: string, appId: string): Promise<AppCredentials>
  /** Call when an app has changed. */
  forget(): void
}

export function createAppCredentials(ports: Pick<Ports, 'store' | 'vault'>): AppCredentialsReader {
  const recent = createRecent<AppCredentials>({
    most: 1000,
    ageMs: SECOND,
    changesElsewhere: () => ports.store.changesElsewhere(),
  })
  return {
    async read(workspaceId, appId) {
      const known = recent.get(appId)
      if (known) return known
      const mark = recent.mark()
      const app = await readApp(ports, workspaceId, appId)
      const credentials = { clientId: app.clientId, clientSecrets: clientSecretsOf(ports, app) }
      recent.set(appId, credentials, mark)
      return credentials
    },
    forget: () => recent.clear(),
  }
}
