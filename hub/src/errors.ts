import type { HubError } from './hub-error.ts'
import type { ErrorCode, InvalidField } from '@letterlock/client/wire.ts'

export type { ErrorCode, InvalidField }

export { HubError, invalidRequest, type HubErrorOptions } from './hub-error.ts'

/** For each code: what happened, and what to do next. `{name}` is filled from the error's facts, `{name|otherwise}` also without. */
export const SENTENCES: Readonly<Record<ErrorCode, readonly [happened: string, next: string]>> = {
  access_not_allowed: [
    'This connection does not allow that call: it needs {needs}.',
    'Ask the person to connect again and to allow it.',
  ],
  account_access_denied: [
    '{platform} accepted the sign-in, but does not let this user use its API: their role may not, or the account is blocked.',
    'Sign in as a user who may, such as the account’s owner or an admin, or ask them for the permission at {platform}; then connect again.',
  ],
  account_lookup_delayed: [
    '{platform} accepted the sign-in, and cannot say just now which account it was. The sign-in is kept, nothing is lost.',
    'Send the same request again after Retry-After; nobody has to sign in again.',
  ],
  account_lookup_failed: [
    'The platform accepted the sign-in but would not say which account it was.',
    'Send the same request again in a moment: the sign-in is kept for an hour. If it goes on, check the platform’s status page.',
  ],
  already_member: ['This person is a member already.', 'Change their role on the members page.'],
  api_key_missing: ['This connection has no API key.', 'Add one, or list the connection to see what it has.'],
  api_key_rejected: [
    'The platform does not accept this API key.',
    'Copy the whole key from the platform’s account page, or make a new one there.',
  ],
  api_key_unsupported: ['This platform has no API keys.', 'Connect the account through OAuth.'],
  app_credentials_rejected: [
    'The platform does not accept the app’s client id and secret.',
    'Add the current client secret to the app, then connect again.',
  ],
  app_exists: [
    'An app with this client id is already registered for this platform.',
    'Add the new client secret to that app instead.',
  ],
  app_in_use: [
    'Connections were made with this app.',
    'Disconnect them first; a removed app cannot renew them.',
  ],
  app_not_found: [
    'There is no such app.',
    'List the apps to see their ids, or register one for this platform.',
  ],
  assistant_not_found: ['There is no such assistant among yours.', 'List your assistants to see them.'],
  attempt_expired: ['This sign-in took too long and has expired.', 'Go back to the app and connect again.'],
  attempt_unknown: ['This sign-in is not known here.', 'Go back to the app and connect again.'],
  attempt_used: [
    'This sign-in was already finished.',
    'Go back to the app: the account may be connected by now.',
  ],
  audience_missing: [
    'This platform keeps contacts by audience.',
    'Name one{choices|: list the audiences to see their ids}.',
  ],
  authorization_failed: [
    'The platform refused the sign-in ({error}).',
    'Check the app’s settings at the platform, then connect again.',
  ],
  body_too_large: ['The request is larger than {limitBytes} bytes.', 'Send less at once.'],
  callback_mixed_up: [
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
  capability_missing: [
    'This platform does not have that: {what}.',
    'Do without it, or do it on the platform’s own page.',
  ],
  code_missing: ['The platform sent neither a code nor an error.', 'Go back to the app and connect again.'],
  code_rejected: [
    'The sign-in took too long or was used already, so the platform no longer accepts it.',
    'Connect again; it takes a few seconds.',
  ],
  confirmation_by_person: [
    'This sending must be confirmed by a person who is signed in to the dashboard.',
    'Open the link that came with it. Nothing was sent.',
  ],
  confirmation_expired: ['This confirmation has expired. Nothing was sent.', 'Prepare the sending again.'],
  confirmation_refused: [
    'That is not the name that was asked for. Nothing was sent.',
    'Type it exactly as it is shown: {name}',
  ],
  confirmation_unknown: ['There is no such confirmation.', 'Prepare the sending again.'],
  confirmation_used: [
    'This confirmation was used before. Nothing was sent again.',
    'Look at the campaign’s status, and prepare the sending again if it is needed.',
  ],
  connection_exists: [
    'This account is connected already, as {connection}.',
    'Add the API key to that connection instead.',
  ],
  connection_not_found: ['There is no such connection{called|}.', '{choices|List the connections.}'],
  connection_unclear: ['Several accounts are connected.', 'Say which one, as connection: {names}.'],
  consent_unknown: [
    'This request of an assistant has ended, or was begun in another browser.',
    'Go back to the assistant and connect it again.',
  ],
  contact_unsubscribed: [
    'This person is {status} here, and is left alone.',
    'Only the person can come back, through a form of the platform’s own.',
  ],
  credential_unreadable: [
    'The stored credential of this connection cannot be decrypted.',
    'Restore the encryption key it was sealed with, or connect again.',
  ],
  cross_origin_refused: [
    'This request came from another page than the dashboard.',
    'Reload the dashboard and try again.',
  ],
  database_unavailable: ['The database cannot be reached or written.', 'Try again after Retry-After.'],
  denied: ['Access was not allowed on the platform’s page.', 'Connect again and choose to allow it.'],
  device_unsupported: [
    'This platform has no device flow.',
    'Connect with a link that a person opens in a browser.',
  ],
  different_account: [
    'Another account was signed in ({accountName}) than the one of this connection ({currentAccountName}).',
    'Ask the person; to go on, confirm again with the new ticket and acceptAccount.',
  ],
  disconnected: ['This connection has no working credential: {reason}.', 'Ask the person to connect again.'],
  field_unknown: ['The audience has no such fields: {fields}.', 'It has these: {known}'],
  idempotency_key_in_use: [
    'Another request with this Idempotency-Key is still being worked on.',
    'Send it again after Retry-After: the answer will be the same.',
  ],
  idempotency_key_reused: [
    'This Idempotency-Key was used with another request.',
    'Take a new key for each new request; repeat a request exactly as it was.',
  ],
  incorrect_password: ['This password is not right.', 'Type the password with which you sign in.'],
  internal: ['Something went wrong here.', 'Try again; if it goes on, give the instance id to the operator.'],
  invalid_request: ['The request is not valid. {problem}', 'Correct it and send it again.'],
  invitation_email_needed: [
    'This invitation is for those who read the mail of {email}.',
    'Open the link in the e-mail that was sent there, or have it sent again.',
  ],
  invitation_expired: ['This invitation was used already, or its week is over.', 'Ask for a new one.'],
  invitation_for_other: [
    'This invitation is for {email}, and you are signed in with another address.',
    'Sign out, then open the link again.',
  ],
  invitation_unknown: ['This invitation is not known here, or was taken back.', 'Ask for a new one.'],
  key_missing: ['No secret key was sent.', 'Send it as “Authorization: Bearer llk_…”.'],
  key_not_found: ['There is no such key.', 'List the keys to see their ids.'],
  key_unknown: ['This secret key is not known, or was revoked.', 'Create a new key and use it instead.'],
  last_owner: ['A workspace needs an owner, and this is the only one.', 'Make somebody else an owner first.'],
  last_secret: [
    'An app needs at least one client secret.',
    'Add the new secret first, then remove the old one.',
  ],
  link_expired: ['This link has expired.', 'Go back to the app and ask for a new one.'],
  link_unknown: ['This link is not known here.', 'Go back to the app and ask for a new one.'],
  link_used: [
    'This link was already opened in another browser.',
    'Go back to the app and ask for a new one; open it once, in the browser where you are signed in.',
  ],
  marketing_unsupported: [
    'What is in accounts of this platform is not covered yet.',
    'Forward calls to the platform instead.',
  ],
  member_not_found: ['There is no such member.', 'Look at the list of members again.'],
  method_not_allowed: ['This address does not take that method.', 'Use one of these: {allow}.'],
  migration_refused: [
    'The platform did not accept the old credentials.',
    'Check the user name, the password or the old tokens, and the key that they belong to.',
  ],
  migration_unsupported: [
    'This platform has no way from older kinds of access to a token.',
    'Ask the person to connect the account.',
  ],
  missing_right: [
    'This needs the right “{right}”, which the key or assistant does not have.',
    'Use a key that has it, or let the person allow it to the assistant.',
  ],
  no_workspace: [
    'You are not a member of this workspace, or not any more.',
    'Ask its owner for an invitation.',
  ],
  nobody_to_confirm: [
    'Nobody is here who could confirm it, so nothing was sent.',
    'Send it on the platform’s own page, or use a client that can ask you.',
  ],
  not_connected: ['No account is connected yet.', 'The person connects one at {connectUrl}; then try again.'],
  not_found: ['There is nothing at this address.', 'See /docs for the addresses that exist.'],
  not_signed_in: ['You are not signed in.', 'Sign in, then try again.'],
  outcome_unknown: [
    '{platform} may have done it, wholly or in part, though it did not end well: {problem}',
    'Look first: do it again only if it is not there.',
  ],
  owner_mismatch: [
    'The person who is signed in is not the one whom this link was made for.',
    'Nothing was connected. Let the person start again from your application.',
  ],
  owner_refused: [
    'You work with connections of your own here.',
    'Ask the owner or an admin of the workspace.',
  ],
  passkey_refused: ['This passkey was not accepted.', 'Try again, or sign in with your password.'],
  password_link_unknown: [
    'This link was used already, or its hour is over.',
    'Ask for a new link on the sign-in page.',
  ],
  password_weak: [
    'This password is easy to guess: {why}',
    'Choose another, such as four or more words that do not belong together.',
  ],
  person_exists: [
    'Somebody with this e-mail address has an account already.',
    'Sign in first, then open the link again.',
  ],
  platform_answer_unexpected: [
    '{platform} answered something else than its documents say, so that nothing can be said of it.',
    'Try again in a moment; if it goes on, look on {platform}’s own page, and tell the operator.',
  ],
  platform_busy: [
    'The platform takes no more calls for this account right now.',
    'Try again in {retryAfterSeconds|a few} seconds.',
  ],
  platform_refused: [
    'The platform refused the call (status {status}): {problem}',
    'Change what the platform names, and try again.',
  ],
  platform_timeout: ['The platform did not answer in time.', 'Try again in a moment.'],
  platform_unreachable: ['The platform cannot be reached, or is in trouble.', 'Try again in a moment.'],
  proxy_path_refused: [
    'This path could mean another call than it says, or leave the platform’s API.',
    'Give the plain path below the API’s address: no dot segments, “//”, “;”, “\\”, blanks, double encoding, or query that changes the method.',
  ],
  proxy_path_unknown: [
    '{platform} may have this call, but Letterlock does not know it: {method} on this path.',
    'Compare method and path with the platform’s reference. A call that is right but unknown might send: it is forwarded where the person allows sending and the key has the right campaigns.send.',
  ],
  rate_limited: [
    'There were too many requests {source}.',
    'Wait {retryAfterSeconds} seconds, then try again.',
  ],
  refresh_rejected: ['The platform refused to renew the token.', 'Ask the person to connect again.'],
  renewal_failing: [
    'The token has run out and the platform does not renew it just now.',
    'Try again in {retryAfterSeconds|a few} seconds: it is renewed as soon as the platform answers.',
  ],
  renewal_under_way: [
    'The token is being renewed, and the platform takes its time.',
    'Try again in {retryAfterSeconds|a few} seconds; nothing needs to be done.',
  ],
  request_cancelled: ['The caller left before the answer.', 'Look whether it was done, then try again.'],
  resource_not_found: ['There is no {thing|such thing} in this account.', 'List what there is.'],
  return_url_refused: [
    'The return address is not on the workspace’s list.',
    'Add its exact origin and path to the workspace’s returnUrls.',
  ],
  scope_missing: [
    '{platform} has not granted this connection the scope {scope}, which the call needs.',
    'Ask the person to connect again and to allow everything that is asked on {platform}’s page.',
  ],
  second_factor_locked: ['There were too many wrong codes.', 'Wait a quarter of an hour, then try again.'],
  second_factor_refused: [
    'This code is not right.',
    'Take the newest one from your app; each works for half a minute.',
  ],
  sender_missing: ['The account has no confirmed address to send from.', 'Confirm one at the platform.'],
  sending_time_refused: ['A campaign cannot be sent at that time: {problem}.', 'Choose another time.'],
  session_expired: ['This page has expired.', 'Go back to the app and connect again.'],
  session_not_found: ['There is no such connect session.', 'Create a new one.'],
  set_up_done: ['Somebody has set this up already.', 'Sign in, or ask the owner for an invitation.'],
  set_up_link_unknown: [
    'This set-up link is not the newest one.',
    'Use the link that was printed when Letterlock was started last.',
  ],
  sign_in_needed: [
    'Nobody is signed in for this.',
    'A program that signs in by OAuth begins where the WWW-Authenticate header says; any other sends a secret key, as “Authorization: Bearer llk_…”.',
  ],
  sign_in_refused: ['E-mail address or password is wrong.', 'Try again.'],
  sign_in_stale: ['For this you must have signed in today.', 'Sign out and in, then try again.'],
  state_missing: ['The platform’s answer has no state.', 'Go back to the app and connect again.'],
  test_address_refused: [
    'A test goes only to the account’s own addresses: {own}.',
    'Give one of these, or leave it out.',
  ],
  ticket_expired: ['The browser came back too long ago.', 'Let the person connect again.'],
  ticket_unknown: ['This ticket is not known here.', 'Send the ticket exactly as the browser brought it.'],
  ticket_used: ['This ticket was already used.', 'Read the session to see whether it was completed.'],
  token_answer_invalid: [
    'The platform’s answer could not be understood.',
    'Try again in a moment; if it goes on, check the platform’s status page.',
  ],
  token_refused: ['This token is not valid here, or not any more.', 'Sign in again.'],
  token_rejected: [
    'The platform does not accept these tokens.',
    'Check that they are whole and belong to the registered app, or ask the person to connect again.',
  ],
  unsupported_media_type: ['The body has a type that is not understood here.', 'Send application/json.'],
  wrong_browser: [
    'This sign-in was started in another browser.',
    'Finish it in the browser where it was started, or start again here.',
  ],
}

/** `{name}`, or `{name|what is said when it is not known}`. */
export const BLANK = /\{(\w+)(?:\|([^}]*))?\}/g

/** The public sentence of an error, with its facts filled in. */
export function sentenceOf({ code, facts }: HubError): { happened: string; next: string } {
  const [happened, next] = SENTENCES[code]
  const fill = (text: string): string =>
    text.replace(BLANK, (_all, name: string, otherwise = '?') => String(facts[name] ?? otherwise))
  return { happened: fill(happened), next: fill(next) }
}
