import type { ProblemError } from './problem-error.ts'
import type { ErrorCode, InvalidField } from '@letterlock/sdk/wire.ts'

export type { ErrorCode, InvalidField }

export { ProblemError, invalidRequest, type ProblemErrorOptions } from './problem-error.ts'

/** For each code: what happened, and what to do next. `{name}` is filled from the error's facts, `{name|otherwise}` also without. */
export const SENTENCES: Readonly<Record<ErrorCode, readonly [happened: string, next: string]>> = {
  permission_denied: [
    'This connection does not allow that call: it needs {needs}.',
    'Ask the person to connect again and to allow it.',
  ],
  account_access_denied: [
    '{provider} accepted the sign-in, but does not let this user use its API: their role may not, or the account is blocked.',
    'Sign in as a user who may, such as the account’s owner or an admin, or ask them for the permission at {provider}; then connect again.',
  ],
  account_lookup_delayed: [
    '{provider} accepted the sign-in, and cannot say just now which account it was. The sign-in is kept, nothing is lost.',
    'Send the same request again after Retry-After; nobody has to sign in again.',
  ],
  account_lookup_failed: [
    'The platform accepted the sign-in but would not say which account it was.',
    'Send the same request again in a moment: the sign-in is kept for an hour. If it goes on, check the platform’s status page.',
  ],
  member_exists: ['This person is a member already.', 'Change their role on the members page.'],
  api_key_not_found: [
    'This connection has no API key.',
    'Add one, or list the connection to see what it has.',
  ],
  credentials_rejected: [
    'The platform does not accept this API key.',
    'Copy the whole key from the platform’s account page, or make a new one there.',
  ],
  unsupported_by_provider: ['This platform has no API keys.', 'Connect the account through OAuth.'],
  oauth_app_rejected: [
    'The platform does not accept the app’s client id and secret.',
    'Add the current client secret to the app, then connect again.',
  ],
  oauth_app_exists: [
    'An app with this client id is already registered for this platform.',
    'Add the new client secret to that app instead.',
  ],
  oauth_app_in_use: [
    'Connections were made with this app.',
    'Disconnect them first; a removed app cannot renew them.',
  ],
  oauth_app_not_found: [
    'There is no such app.',
    'List the apps to see their ids, or register one for this platform.',
  ],
  assistant_not_found: ['There is no such assistant among yours.', 'List your assistants to see them.'],
  authorization_request_expired: [
    'This sign-in took too long and has expired.',
    'Go back to the app and connect again.',
  ],
  authorization_request_not_found: [
    'This sign-in is not known here.',
    'Go back to the app and connect again.',
  ],
  authorization_request_used: [
    'This sign-in was already finished.',
    'Go back to the app: the account may be connected by now.',
  ],
  audience_required: [
    'This platform keeps contacts by audience.',
    'Name one{choices|: list the audiences to see their ids}.',
  ],
  authorization_failed: [
    'The platform refused the sign-in ({error}).',
    'Check the app’s settings at the platform, then connect again.',
  ],
  request_too_large: ['The request is larger than {limitBytes} bytes.', 'Send less at once.'],
  issuer_mismatch: [
    'The answer came back to another platform’s address than the one that was asked.',
    'Go back to the app and connect again.',
  ],
  campaign_changed: [
    'The campaign, or the number of its recipients, has changed since this sending was prepared. Nothing was sent.',
    'Look at it again, and prepare the sending anew.',
  ],
  campaign_not_draft: [
    'This campaign is {status}: only a draft can be changed or sent.',
    'Make a new campaign, or take back the sending first if it is scheduled.',
  ],
  campaign_not_ready: [
    'The campaign cannot be sent yet: {problems}',
    'Mend that, and prepare the sending again.',
  ],
  campaign_not_scheduled: ['This campaign does not wait for a time.', 'Look at its status first.'],
  campaign_not_sent: [
    'Campaign {campaign} has not been sent (it is {status}), so there are no results.',
    'Ask again once it has gone out.',
  ],
  invalid_authorization_response: [
    'The platform sent neither a code nor an error.',
    'Go back to the app and connect again.',
  ],
  authorization_code_rejected: [
    'The sign-in took too long or was used already, so the platform no longer accepts it.',
    'Connect again; it takes a few seconds.',
  ],
  user_approval_required: [
    'This sending must be confirmed by a person who is signed in to the dashboard.',
    'Open the link that came with it. Nothing was sent.',
  ],
  send_request_expired: ['This confirmation has expired. Nothing was sent.', 'Prepare the sending again.'],
  approval_text_mismatch: [
    'That is not the name that was asked for. Nothing was sent.',
    'Type it exactly as it is shown: {name}',
  ],
  send_request_not_found: ['There is no such confirmation.', 'Prepare the sending again.'],
  send_request_used: [
    'This confirmation was used before. Nothing was sent again.',
    'Look at the campaign’s status, and prepare the sending again if it is needed.',
  ],
  connection_exists: [
    'This account is connected already, as {connection}.',
    'Add the API key to that connection instead.',
  ],
  connection_not_found: ['There is no such connection{called|}.', '{choices|List the connections.}'],
  connection_ambiguous: ['Several accounts are connected.', 'Say which one, as connection: {names}.'],
  consent_request_not_found: [
    'This request of an assistant has ended, or was begun in another browser.',
    'Go back to the assistant and connect it again.',
  ],
  contact_suppressed: [
    'This person is {status} here, and is left alone.',
    'Only the person can come back, through a form of the platform’s own.',
  ],
  decryption_failed: [
    'The stored credential of this connection cannot be decrypted.',
    'Restore the encryption key it was sealed with, or connect again.',
  ],
  origin_not_allowed: [
    'This request came from another page than the dashboard.',
    'Reload the dashboard and try again.',
  ],
  database_unavailable: ['The database cannot be reached or written.', 'Try again after Retry-After.'],
  access_denied: ['Access was not allowed on the platform’s page.', 'Connect again and choose to allow it.'],
  account_mismatch: [
    'Another account was signed in ({accountName}) than the one of this connection ({currentAccountName}).',
    'Ask the person; to go on, confirm again with the new ticket and acceptAccount.',
  ],
  connection_disconnected: [
    'This connection has no working credential: {reason}.',
    'Ask the person to connect again.',
  ],
  unknown_contact_field: ['The audience has no such fields: {fields}.', 'It has these: {known}'],
  idempotency_key_in_use: [
    'Another request with this Idempotency-Key is still being worked on.',
    'Send it again after Retry-After: the answer will be the same.',
  ],
  idempotency_key_reused: [
    'This Idempotency-Key was used with another request.',
    'Take a new key for each new request; repeat a request exactly as it was.',
  ],
  incorrect_password: ['This password is not right.', 'Type the password with which you sign in.'],
  internal_error: [
    'Something went wrong here.',
    'Try again; if it goes on, give the instance id to the operator.',
  ],
  invalid_request: ['The request is not valid. {problem}', 'Correct it and send it again.'],
  invitation_email_needed: [
    'This invitation is for those who read the mail of {email}.',
    'Open the link in the e-mail that was sent there, or have it sent again.',
  ],
  invitation_expired: ['This invitation was used already, or its week is over.', 'Ask for a new one.'],
  invitation_email_mismatch: [
    'This invitation is for {email}, and you are signed in with another address.',
    'Sign out, then open the link again.',
  ],
  invitation_not_found: ['This invitation is not known here, or was taken back.', 'Ask for a new one.'],
  authentication_required: ['No secret key was sent.', 'Send it as “Authorization: Bearer llk_…”.'],
  secret_key_not_found: ['There is no such key.', 'List the keys to see their ids.'],
  invalid_token: ['This secret key is not known, or was revoked.', 'Create a new key and use it instead.'],
  owner_required: [
    'A workspace needs an owner, and this is the only one.',
    'Make somebody else an owner first.',
  ],
  client_secret_required: [
    'An app needs at least one client secret.',
    'Add the new secret first, then remove the old one.',
  ],
  connect_link_expired: ['This link has expired.', 'Go back to the app and ask for a new one.'],
  connect_link_not_found: ['This link is not known here.', 'Go back to the app and ask for a new one.'],
  connect_link_used: [
    'This link was already opened in another browser.',
    'Go back to the app and ask for a new one; open it once, in the browser where you are signed in.',
  ],
  member_not_found: ['There is no such member.', 'Look at the list of members again.'],
  method_not_allowed: ['This address does not take that method.', 'Use one of these: {allow}.'],
  insufficient_scope: [
    'This needs the right “{scope}”, which the key or assistant does not have.',
    'Use a key that has it, or let the person allow it to the assistant.',
  ],
  not_a_member: [
    'You are not a member of this workspace, or not any more.',
    'Ask its owner for an invitation.',
  ],
  approver_unavailable: [
    'Nobody is here who could confirm it, so nothing was sent.',
    'Send it on the platform’s own page, or use a client that can ask you.',
  ],
  connection_required: [
    'No account is connected yet.',
    'The person connects one at {connectUrl}; then try again.',
  ],
  not_found: ['There is nothing at this address.', 'See /docs for the addresses that exist.'],
  outcome_unknown: [
    '{provider} may have done it, wholly or in part, though it did not end well: {problem}',
    'Look first: do it again only if it is not there.',
  ],
  end_user_mismatch: [
    'The person who is signed in is not the one whom this link was made for.',
    'Nothing was connected. Let the person start again from your application.',
  ],
  insufficient_role: [
    'You work with connections of your own here.',
    'Ask the owner or an admin of the workspace.',
  ],
  passkey_verification_failed: [
    'This passkey was not accepted.',
    'Try again, or sign in with your password.',
  ],
  password_reset_link_expired: [
    'This link was used already, or its hour is over.',
    'Ask for a new link on the sign-in page.',
  ],
  password_weak: [
    'This password is easy to guess: {why}',
    'Choose another, such as four or more words that do not belong together.',
  ],
  user_exists: [
    'Somebody with this e-mail address has an account already.',
    'Sign in first, then open the link again.',
  ],
  platform_answer_unexpected: [
    '{provider} answered something else than its documents say, so that nothing can be said of it.',
    'Try again in a moment; if it goes on, look on {provider}’s own page, and tell the operator.',
  ],
  provider_rate_limited: [
    'The platform takes no more calls for this account right now.',
    'Try again in {retryAfterSeconds|a few} seconds.',
  ],
  provider_rejected_request: [
    'The platform refused the call (status {status}): {problem}',
    'Change what the platform names, and try again.',
  ],
  provider_timeout: ['The platform did not answer in time.', 'Try again in a moment.'],
  provider_unavailable: ['The platform cannot be reached, or is in trouble.', 'Try again in a moment.'],
  proxy_path_not_allowed: [
    'This path could mean another call than it says, or leave the platform’s API.',
    'Give the plain path below the API’s address: no dot segments, “//”, “;”, “\\”, blanks, double encoding, or query that changes the method.',
  ],
  proxy_path_unknown: [
    '{provider} may have this call, but Letterlock does not know it: {method} on this path.',
    'Compare method and path with the platform’s reference. A call that is right but unknown might send: it is forwarded where the person allows sending and the key has the right campaigns.send.',
  ],
  rate_limited: [
    'There were too many requests {source}.',
    'Wait {retryAfterSeconds} seconds, then try again.',
  ],
  refresh_rejected: ['The platform refused to renew the token.', 'Ask the person to connect again.'],
  refresh_failing: [
    'The token has run out and the platform does not renew it just now.',
    'Try again in {retryAfterSeconds|a few} seconds: it is renewed as soon as the platform answers.',
  ],
  refresh_in_progress: [
    'The token is being renewed, and the platform takes its time.',
    'Try again in {retryAfterSeconds|a few} seconds; nothing needs to be done.',
  ],
  request_cancelled: ['The caller left before the answer.', 'Look whether it was done, then try again.'],
  resource_not_found: ['There is no {thing|such thing} in this account.', 'List what there is.'],
  return_url_not_allowed: [
    'The return address is not on the workspace’s list.',
    'Add its exact origin and path to the workspace’s returnUrls.',
  ],
  scope_missing: [
    '{provider} has not granted this connection the scope {scope}, which the call needs.',
    'Ask the person to connect again and to allow everything that is asked on {provider}’s page.',
  ],
  too_many_attempts: ['There were too many wrong codes.', 'Wait a quarter of an hour, then try again.'],
  invalid_verification_code: [
    'This code is not right.',
    'Take the newest one from your app; each works for half a minute.',
  ],
  sender_required: ['The account has no confirmed address to send from.', 'Confirm one at the platform.'],
  invalid_send_time: ['A campaign cannot be sent at that time: {problem}.', 'Choose another time.'],
  connect_session_expired: ['This page has expired.', 'Go back to the app and connect again.'],
  connect_session_not_found: ['There is no such connect session.', 'Create a new one.'],
  setup_completed: ['Somebody has set this up already.', 'Sign in, or ask the owner for an invitation.'],
  setup_link_invalid: [
    'This set-up link is not the newest one.',
    'Use the link that was printed when Letterlock was started last.',
  ],
  sign_in_needed: [
    'Nobody is signed in for this.',
    'A program that signs in by OAuth begins where the WWW-Authenticate header says; any other sends a secret key, as “Authorization: Bearer llk_…”.',
  ],
  invalid_credentials: ['E-mail address or password is wrong.', 'Try again.'],
  reauthentication_required: ['For this you must have signed in today.', 'Sign out and in, then try again.'],
  test_recipient_not_allowed: [
    'A test goes only to the account’s own addresses: {own}.',
    'Give one of these, or leave it out.',
  ],
  confirmation_token_expired: ['The browser came back too long ago.', 'Let the person connect again.'],
  confirmation_token_invalid: [
    'This ticket is not known here.',
    'Send the ticket exactly as the browser brought it.',
  ],
  confirmation_token_used: [
    'This ticket was already used.',
    'Read the session to see whether it was completed.',
  ],
  provider_response_invalid: [
    'The platform’s answer could not be understood.',
    'Try again in a moment; if it goes on, check the platform’s status page.',
  ],
  unsupported_media_type: ['The body has a type that is not understood here.', 'Send application/json.'],
  browser_mismatch: [
    'This sign-in was started in another browser.',
    'Finish it in the browser where it was started, or start again here.',
  ],
}

/** `{name}`, or `{name|what is said when it is not known}`. */
export const BLANK = /\{(\w+)(?:\|([^}]*))?\}/g

/** The public sentence of an error, with its facts filled in. */
export function sentenceOf({ code, facts }: ProblemError): { happened: string; next: string } {
  const [happened, next] = SENTENCES[code]
  const fill = (text: string): string =>
    text.replace(BLANK, (_all, name: string, otherwise = '?') => String(facts[name] ?? otherwise))
  return { happened: fill(happened), next: fill(next) }
}
