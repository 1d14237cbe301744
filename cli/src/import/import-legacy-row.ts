import type { LegacyCredentials, Letterlock } from '@letterlock/sdk'
import type { RetryWait } from './retry-wait.ts'
import { checkFields, type Outcome, type Row } from './row.ts'
import { submitRow } from './submit-row.ts'

/** The fields of each scheme, in the order of the prompts. Secrets are not echoed. */
export const LEGACY_FIELDS = {
  basic: { username: 'shown', password: 'secret', clientId: 'shown', clientSecret: 'secret' },
  oauth1: { consumerKey: 'shown', consumerSecret: 'secret', token: 'secret', tokenSecret: 'secret' },
} as const

export type LegacyScheme = keyof typeof LEGACY_FIELDS

/** An account with legacy credentials. */
export async function importLegacyRow(
  server: Letterlock,
  { provider, scheme }: { readonly provider: string; readonly scheme: LegacyScheme },
  row: Row,
  wait: RetryWait,
): Promise<Outcome> {
  const required = ['endUserId', ...Object.keys(LEGACY_FIELDS[scheme])]
  const wrong = checkFields(row, { known: [...required, 'oauthAppId'], required })
  if (wrong) return wrong
  const { endUserId = '', oauthAppId, ...fields } = row.fields
  const credentials = { type: `legacy_${scheme}`, ...fields } as LegacyCredentials
  return submitRow(
    () => server.connections.create({ provider, endUserId, ...(oauthAppId && { oauthAppId }), credentials }),
    wait,
  )
}
