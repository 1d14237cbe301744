import { html, page, type Html } from '../html.ts'

/** Authorization of the newer generation (v3). */
export const AUTHZ_HOST = 'authz.constantcontact.com'
export const API_HOST = 'api.cc.email'
/** The developer portal, "My Applications". */
export const PORTAL_HOST = 'app.constantcontact.com'

const LOOK = { place: 'Constant Contact', accent: '#4a7bd0' }

export function constantContactPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function errorNote(message: string | undefined): Html {
  return message ? html`<p class="error" role="alert">${message}</p>` : html``
}

export function signInFields(usernames: string[]): Html {
  return html`<label for="username">Email address</label>
    <input id="username" name="username" autocomplete="username" autofocus required />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <p class="soft">
      People of this sandbox: ${usernames.slice(0, 5).join(', ')}. Passwords are on its control page.
    </p>`
}
