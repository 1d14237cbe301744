import type { ConnectionsContext } from '../connections/context.ts'
import type { Mailer } from '../outbound/mailer.ts'
import type { GuardedFetch } from '../outbound/public-request.ts'
import type { AlertRepository } from './alert.ts'

/** What the functions of this domain need from outside. */
export interface AlertsContext extends Omit<ConnectionsContext, 'store'> {
  readonly store: ConnectionsContext['store'] & { readonly alerts: AlertRepository }
  readonly mailer: Mailer
  /** Members are reminded of a client secret that is older; null: never. */
  readonly clientSecretAgeMs: number | null
  readonly webhookFetch: GuardedFetch
}
