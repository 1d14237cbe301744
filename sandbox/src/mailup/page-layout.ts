import { page, type Html } from '../html.ts'
import { signInFields } from '../sign-in-fields.ts'

/** Log-on, tokens, Console and statistics. */
export const SERVICES_HOST = 'services.mailup.com'
/** The developer portal. Its host is not documented; this name is made up. */
export const PORTAL_HOST = 'developers.mailup.com'
/** The admin console, where a user revokes an application. The real host differs per account. */
export const CONSOLE_HOST = 'console.mailup.com'

/** A control panel: square shapes, a band at the side. */
const LOOK = {
  place: 'MailUp',
  accent: '#5fb3a1',
  style: `h1{font-size:1.15rem;letter-spacing:.06em;text-transform:uppercase}main{border-radius:0;border-top-width:1px;border-left:.6rem solid var(--accent)}button,.button,input,select,textarea{border-radius:0}label{font-weight:400}`,
}

export const WRONG_PASSWORD = 'User name or password is not correct.'

export function mailupPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function logOnFields(usernames: readonly string[]): Html {
  return signInFields({ label: 'User name', placeholder: 'm1234', usernames })
}
