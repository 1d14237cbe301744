import { DAY } from '../kernel/time.ts'
import type { AlertSubject } from './alert-message.ts'
import type { AlertsContext } from './context.ts'

/** A reminder to replace the client secret of an OAuth app; null if the OAuth app was deleted. */
export async function clientSecretSubject(
  { store, providers, clientSecretAgeMs, publicUrl }: AlertsContext,
  workspaceId: string,
  oauthAppId: string,
): Promise<AlertSubject | null> {
  const app = await store.oauthApps.read(workspaceId, oauthAppId)
  if (!app) return null
  const { name: provider = app.providerSlug } = providers.get(app.providerSlug) ?? {}
  const addedAt = Math.max(...app.clientSecrets.map(({ createdAt }) => createdAt))
  const days = Math.round((clientSecretAgeMs ?? 0) / DAY)
  return {
    title: `The client secret of ${app.name} (${provider}) is more than ${days} days old`,
    detail: `It was added on ${new Date(addedAt).toISOString().slice(0, 10)}.`,
    nextStep: `Create a new one at ${provider} and add it to the OAuth app. Remove the old one once ${provider} no longer accepts it. Until then Letterlock tries both, the newest first, so connections keep working.`,
    url: `${publicUrl()}/oauth-apps`,
  }
}
