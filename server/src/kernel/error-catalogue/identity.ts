import type { ErrorRow } from './error-row.ts'

/** Users, members, invitations, secret keys and assistants. */
export const IDENTITY_ERRORS = {
  invalid_credentials: {
    status: 401,
    title: 'Incorrect email or password',
    detail: 'The email address or password is incorrect.',
    nextStep: 'Try again, or reset your password.',
  },
  incorrect_password: {
    status: 403,
    title: 'Incorrect password',
    detail: 'The current password is incorrect.',
    nextStep: 'Try again.',
  },
  password_too_weak: {
    status: 422,
    title: 'Password too weak',
    detail: 'This password is easy to guess: {problem}.',
    nextStep: 'Choose another, such as four or more unrelated words.',
  },
  invalid_verification_code: {
    status: 401,
    title: 'Invalid code',
    detail: 'The code is incorrect or has expired.',
    nextStep: 'Enter the current code from your authenticator app.',
  },
  passkey_verification_failed: {
    status: 401,
    title: 'Passkey not accepted',
    detail: 'The passkey could not be verified.',
    nextStep: 'Try again, or sign in with your password.',
  },
  reauthentication_required: {
    status: 403,
    title: 'Sign-in required',
    detail: 'This action requires a recent sign-in.',
    nextStep: 'Sign in again, then retry.',
    repeatable: true,
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many attempts',
    detail: 'Too many incorrect codes were entered.',
    nextStep: 'Wait 15 minutes, then try again.',
  },
  setup_completed: {
    status: 409,
    title: 'Already set up',
    detail: 'Letterlock is already set up.',
    nextStep: 'Sign in, or ask an owner for an invitation.',
  },
  setup_link_invalid: {
    status: 403,
    title: 'Invalid setup link',
    detail: 'This setup link is no longer valid.',
    nextStep: 'Use the setup link that the server printed at its last start.',
  },
  password_reset_link_expired: {
    status: 410,
    title: 'Link expired',
    detail: 'This link has expired or was already used.',
    nextStep: 'Request a new link on the sign-in page.',
  },
  user_exists: {
    status: 409,
    title: 'User exists',
    detail: 'A user with this email address already exists.',
    nextStep: 'Sign in, then open the invitation again.',
  },
  member_exists: {
    status: 409,
    title: 'Already a member',
    detail: 'This user is already a member of the workspace.',
    nextStep: 'Change their role on the Members page.',
  },
  member_not_found: {
    status: 404,
    title: 'Member not found',
    detail: 'The workspace has no such member.',
    nextStep: 'List the members to find the user ID.',
  },
  owner_required: {
    status: 409,
    title: 'Owner required',
    detail: 'A workspace needs at least one owner.',
    nextStep: 'Make another member an owner first.',
  },
  invitation_not_found: {
    status: 404,
    title: 'Invitation not found',
    detail: 'This invitation does not exist or was revoked.',
    nextStep: 'Ask for a new invitation.',
  },
  invitation_expired: {
    status: 410,
    title: 'Invitation expired',
    detail: 'This invitation has expired or was already accepted.',
    nextStep: 'Ask for a new invitation.',
  },
  invitation_email_mismatch: {
    status: 403,
    title: 'Different email address',
    detail: 'This invitation is for {email}, and you are signed in with another address.',
    nextStep: 'Sign out, then open the invitation again.',
  },
  invitation_email_needed: {
    status: 403,
    title: 'Email link required',
    detail: 'This invitation must be opened from the email sent to {email}.',
    nextStep: 'Open the link in that email, or ask for it to be sent again.',
  },
  secret_key_not_found: {
    status: 404,
    title: 'Secret key not found',
    detail: 'The workspace has no such secret key.',
    nextStep: 'List the secret keys to find the ID.',
  },
  assistant_not_found: {
    status: 404,
    title: 'Assistant not found',
    detail: 'You have not authorized such an assistant.',
    nextStep: 'List your assistants to find the ID.',
  },
  consent_request_not_found: {
    status: 404,
    title: 'Request expired',
    detail: 'This request has expired or was started in another browser.',
    nextStep: 'Go back to the assistant and start again.',
  },
  consent_request_used: {
    status: 409,
    title: 'Already answered',
    detail: 'This request was already answered. The first answer counts.',
    nextStep: 'To change it, start again from the assistant.',
  },
} as const satisfies Record<string, ErrorRow>
