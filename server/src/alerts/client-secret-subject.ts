import { toTimeLocale } from '../kernel/locale.ts'
import { DAY } from '../kernel/time.ts'
import { EMAIL_WORDS } from '../outbound/email-words/index.ts'
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
    title: { kind: 'client_secret', oauthApp: app.name, provider, days },
    detail: (locale) => {
      const date = new Intl.DateTimeFormat(toTimeLocale(locale), {
        dateStyle: 'long',
        timeZone: 'UTC',
      }).format(addedAt)
      return EMAIL_WORDS[locale].alert.clientSecret.added(date)
    },
    nextStep: (locale) => EMAIL_WORDS[locale].alert.clientSecret.nextStep(provider),
    url: `${publicUrl()}/oauth-apps`,
  }
}
