import { page, type Html } from '../html.ts'
import { signInFields } from '../sign-in-fields.ts'

export const LOGIN_HOST = 'login.mailchimp.com'
export const ADMIN_HOST = 'admin.mailchimp.com'
/** The host of result files. */
export const RESULTS_HOST = 'mailchimp-api-batch.s3.amazonaws.com'

/** A letter: round shapes, a serif typeface. */
const LOOK = {
  place: 'Mailchimp',
  accent: '#c48ad8',
  style: `h1{font:400 1.9rem/1.2 Georgia,serif}main{border-top-width:1px;border-radius:1.6rem;padding:2.25rem}button,.button{border-radius:2rem;padding:.65rem 1.5rem}input,select,textarea{border-radius:.8rem}`,
}

export const WRONG_PASSWORD = 'Sorry, that is not right. Please try again.'

export function mailchimpPage(title: string, body: Html): string {
  return page({ ...LOOK, title }, body)
}

export function usernameFields(usernames: readonly string[]): Html {
  return signInFields({ label: 'Username', usernames })
}
