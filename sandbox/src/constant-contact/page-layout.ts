import { page, type Html } from '../html.ts'
import { signInFields } from '../sign-in-fields.ts'

/** Authorization of API v3. */
export const AUTHZ_HOST = 'authz.constantcontact.com'
export const API_HOST = 'api.cc.email'
/** The developer portal, "My Applications". */
export const PORTAL_HOST = 'app.constantcontact.com'

/** A notice board: a wide colored header, centered content. */
const LOOK = {
  place: 'Constant Contact',
  accent: '#b7c46a',
  style: `main{padding-top:0}h1{margin:0 -1.75rem 1.25rem;padding:1.1rem 1.75rem;background:var(--accent);color:#111;text-align:center}button,.button{min-width:8rem;text-align:center}`,
}

export const WRONG_PASSWORD = 'Unable to sign in.'

export function constantContactPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function emailFields(usernames: readonly string[]): Html {
  return signInFields({ label: 'Email address', usernames })
}
