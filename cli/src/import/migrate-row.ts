import type { Letterlock } from '@letterlock/sdk'
import type { Patience } from './patience.ts'
import { checkFields, settle, type Outcome, type Row } from './submit-row.ts'

/** What each older kind of access consists of, in the order in which it is asked for; secrets are not shown. */
export const OLD_ACCESS = {
  basic: { username: 'shown', password: 'secret', oldClientId: 'shown', oldClientSecret: 'secret' },
  oauth1: { consumerKey: 'shown', consumerSecret: 'secret', token: 'secret', tokenSecret: 'secret' },
} as const

export type OldScheme = keyof typeof OLD_ACCESS

/** One account, of which only the older kind of access is known. */
export async function migrateRow(
  server: Letterlock,
  { from, provider }: { readonly from: OldScheme; readonly provider: string },
  row: Row,
  waitTimeout: Patience,
): Promise<Outcome> {
  const required = ['owner', ...Object.keys(OLD_ACCESS[from])]
  const wrong = checkFields(row, { known: [...required, 'app'], required })
  if (wrong) return wrong
  const { owner = '', app, ...old } = row.fields
  const migrate = { from, ...old } as Parameters<Letterlock['migrateConnection']>[0]['migrate']
  return settle(
    () => server.migrateConnection({ provider, owner, migrate, ...(app && { app }) }),
    waitTimeout,
  )
}
