import type { Locale } from '../../kernel/locale.ts'
import type { AlertTitle } from './alert-title.ts'
import { EMAIL_WORDS } from './index.ts'

/** Such as “12 Acme Mail accounts are disconnected”. */
export function sayAlertTitle(title: AlertTitle, locale: Locale): string {
  const { titles } = EMAIL_WORDS[locale].alert
  switch (title.kind) {
    case 'connections':
      return titles.connections(title)
    case 'webhook_endpoint':
      return titles.webhook_endpoint(title)
    case 'client_secret':
      return titles.client_secret(title)
  }
}
