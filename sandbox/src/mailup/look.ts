import { html, page, type Html } from '../html.ts'

/** Log-on, tokens, Console and statistics. */
export const SERVICES_HOST = 'services.mailup.com'
/** The developer portal; its address is not documented, this name is ours. */
export const PORTAL_HOST = 'developers.mailup.com'
/** The admin console, where a person revokes an application; its address differs for each account. */
export const CONSOLE_HOST = 'console.mailup.com'

const LOOK = { place: 'MailUp', accent: '#3f9a86' }

export function mailupPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function errorNote(message: string | undefined): Html {
  return message ? html`<p class="error" role="alert">${message}</p>` : html``
}

export function logOnFields(usernames: string[]): Html {
  return html`<label for="username">User name</label>
    <input id="username" name="username" autocomplete="username" placeholder="m1234" autofocus required />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <p class="soft">
      People of this sandbox: ${usernames.slice(0, 5).join(', ')}. Passwords are on its control page.
    </p>`
}
