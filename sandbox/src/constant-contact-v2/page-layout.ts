import { html, page, type Html } from '../html.ts'
import { errorNote, signInFields } from '../sign-in-fields.ts'

/** Authorization of API v2. */
export const OAUTH_HOST = 'oauth2.constantcontact.com'
export const API_HOST = 'api.constantcontact.com'
/** The former developer portal. */
export const PORTAL_HOST = 'constantcontact.mashery.com'

/** A dated form: gray, lines, small type. */
const LOOK = {
  place: 'Constant Contact’s API v2',
  accent: '#a8b1bf',
  style: `body{font:15px/1.45 Verdana,Geneva,sans-serif}h1{font-size:1.1rem;border-bottom:2px solid var(--line);padding-bottom:.5rem}main{border-radius:0;border:2px solid var(--line)}button,.button{border:2px outset var(--line);border-radius:.15rem;padding:.35rem .9rem}input,select{border-radius:0}`,
}

export const WRONG_PASSWORD = 'The user name or password is wrong.'

export function v2Page(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function signInForm(
  action: string,
  usernames: readonly string[],
  more: { readonly transaction?: string; readonly next?: string; readonly error?: string | undefined },
): Html {
  return html`${errorNote(more.error)}
    <form method="post" action="${action}">
      <input type="hidden" name="transaction" value="${more.transaction}" />
      <input type="hidden" name="next" value="${more.next}" />
      ${userNameFields(usernames)}
      <button>Log in</button>
    </form>`
}

export function userNameFields(usernames: readonly string[]): Html {
  return signInFields({ label: 'User name', usernames })
}
