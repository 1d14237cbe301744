import { html, page, type Html } from '../html.ts'

export const LOGIN_HOST = 'login.mailchimp.com'
export const ADMIN_HOST = 'admin.mailchimp.com'

const LOOK = { place: 'Mailchimp', accent: '#f2b632' }

export function mailchimpPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function errorNote(message: string | undefined): Html {
  return message ? html`<p class="error" role="alert">${message}</p>` : html``
}

/** The user name and password fields, with the people that the sandbox knows written beside them. */
export function signInFields(usernames: string[]): Html {
  return html`<label for="username">Username</label>
    <input id="username" name="username" autocomplete="username" autofocus required />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <p class="soft">
      People of this sandbox: ${usernames.slice(0, 5).join(', ')}. Passwords are on its control page.
    </p>`
}
