import { html, page, type Html } from '../html.ts'

/** Authorization of the older generation (v2). */
export const OAUTH_HOST = 'oauth2.constantcontact.com'
export const API_HOST = 'api.constantcontact.com'
/** The developer portal of that time. */
export const PORTAL_HOST = 'constantcontact.mashery.com'

const LOOK = { place: 'Constant Contact’s API v2', accent: '#c9903a' }

export function v2Page(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function signInForm(
  action: string,
  usernames: readonly string[],
  more: { readonly transaction?: string; readonly error?: string | undefined },
): Html {
  return html`${more.error && html`<p class="error" role="alert">${more.error}</p>`}
    <form method="post" action="${action}">
      <input type="hidden" name="transaction" value="${more.transaction}" />
      <label for="username">User name</label>
      <input id="username" name="username" autocomplete="username" autofocus required />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <p class="soft">
        People of this sandbox: ${usernames.slice(0, 5).join(', ')}. Passwords are on its control page.
      </p>
      <button>Log in</button>
    </form>`
}
