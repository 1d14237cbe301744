import { createLetterlock } from './letterlock.ts'
import { createTransport } from './transport.ts'
import type {
  Assistant,
  Campaign,
  ConsentRequest,
  ConsentDecision,
  UserSession,
  Invitation,
  InvitationPreview,
  Me,
  Member,
  MyAlerts,
  CreatedInvitation,
  TotpEnrollment,
  CompleteSetupInput,
  Page,
  Passkey,
  Role,
  ApproveSendRequestInput,
  SendRequest,
  SignInResult,
} from './wire.ts'

/** The API of the dashboard: authenticates with the user's session cookie, and includes users, members and assistants. */
export type Dashboard = ReturnType<typeof createDashboard>

export function createDashboard({ url }: { url: string }) {
  const { call } = createTransport({ url })
  // Shows the user where a session was started.
  const here = { 'letterlock-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone }
  const signingIn = createTransport({
    url,
    fetch: (address, init) => {
      const headers = new Headers(init?.headers)
      for (const [name, value] of Object.entries(here)) headers.set(name, value)
      return fetch(address, { ...init, headers })
    },
  })

  return {
    ...createLetterlock({ url }),

    /**
     * The signed-in user.
     * @throws LetterlockError authentication_required, not_a_member
     */
    me: () => call<Me>('GET', '/v1/me'),
    /** Whether the signed-in user gets alerts of the active workspace. */
    getMyAlerts: () => call<MyAlerts>('GET', '/v1/me/alerts'),
    updateMyAlerts: (receivesEmail: boolean) => call<MyAlerts>('PUT', '/v1/me/alerts', { receivesEmail }),
    /**
     * Creates the first user of a new installation.
     * @throws LetterlockError setup_completed, setup_link_invalid
     */
    setup: (user: CompleteSetupInput) => call<void>('POST', '/v1/setup', user),
    /**
     * Switches the active workspace of this browser.
     * @throws LetterlockError not_a_member
     */
    switchWorkspace: (id: string) => call<void>('PUT', '/v1/me/active-workspace', { id }),
    /** Creates a workspace and makes it active in this browser. */
    createWorkspace: (name: string) => call<{ id: string }>('POST', '/v1/workspaces', { name }),

    /** @throws LetterlockError invalid_credentials, rate_limited */
    signIn: ({ email, password }: { email: string; password: string }) =>
      signingIn.call<SignInResult>('POST', '/auth/sign-in/email', { email, password }),
    signOut: () => call<unknown>('POST', '/auth/sign-out', {}),
    /** Sends a password reset link, if there is a user with this email address. */
    askForPassword: (email: string) => call<unknown>('POST', '/auth/request-password-reset', { email }),
    /**
     * Ends all sessions.
     * @throws LetterlockError password_reset_link_expired
     */
    newPassword: (password: { token: string; newPassword: string }) =>
      call<unknown>('POST', '/auth/reset-password', password),
    /**
     * Ends all other sessions.
     * @throws LetterlockError incorrect_password
     */
    changePassword: (change: { currentPassword: string; newPassword: string }) =>
      call<unknown>('POST', '/auth/change-password', { ...change, revokeOtherSessions: true }),

    /** The user's sessions. */
    listSessions: () => call<UserSession[]>('GET', '/auth/list-sessions'),
    revokeSession: (token: string) => call<unknown>('POST', '/auth/revoke-session', { token }),

    /**
     * Starts the enrollment; a code of the authenticator app completes it.
     * @throws LetterlockError incorrect_password
     */
    enableTwoFactor: (password: string) =>
      call<TotpEnrollment>('POST', '/auth/two-factor/enable', { password }),
    disableTwoFactor: (password: string) => call<unknown>('POST', '/auth/two-factor/disable', { password }),
    /**
     * Completes the enrollment, or a sign-in.
     * @throws LetterlockError invalid_verification_code, too_many_attempts
     */
    giveCode: (code: string) => signingIn.call<unknown>('POST', '/auth/two-factor/verify-totp', { code }),
    giveRecoveryCode: (code: string) =>
      signingIn.call<unknown>('POST', '/auth/two-factor/verify-backup-code', { code }),
    /**
     * Replaces the recovery codes.
     * @throws LetterlockError incorrect_password
     */
    newRecoveryCodes: (password: string) =>
      call<{ backupCodes: string[] }>('POST', '/auth/two-factor/generate-backup-codes', { password }),

    listPasskeys: () => call<Passkey[]>('GET', '/auth/passkey/list-user-passkeys'),
    removePasskey: (id: string) => call<unknown>('POST', '/auth/passkey/delete-passkey', { id }),
    /**
     * The options for `navigator.credentials.create`.
     * @throws LetterlockError reauthentication_required
     */
    beginPasskey: () => call<unknown>('GET', '/auth/passkey/generate-register-options'),
    addPasskey: (passkey: { name: string; response: unknown }) =>
      call<unknown>('POST', '/auth/passkey/verify-registration', passkey),
    /** The options for `navigator.credentials.get`. */
    beginPasskeySignIn: () => call<unknown>('GET', '/auth/passkey/generate-authenticate-options'),
    /** @throws LetterlockError passkey_verification_failed */
    signInWithPasskey: (response: unknown) =>
      signingIn.call<unknown>('POST', '/auth/passkey/verify-authentication', { response }),

    /** The assistants that the user authorized. */
    listAssistants: () => call<{ items: Assistant[] }>('GET', '/v1/assistants'),
    /**
     * Revokes an assistant immediately.
     * @throws LetterlockError assistant_not_found
     */
    removeAssistant: (id: string) => call<void>('DELETE', `/v1/assistants/${id}`),
    /** @throws LetterlockError consent_request_not_found */
    getConsentRequest: (request: string) => call<ConsentRequest>('GET', `/consent/${request}/details`),
    /**
     * Returns the URL where the browser continues.
     * @throws LetterlockError consent_request_not_found, consent_request_used
     */
    decideConsentRequest: (request: string, decision: ConsentDecision) =>
      call<{ continueUrl: string }>('POST', `/consent/${request}/decision`, decision),
    /** @throws LetterlockError send_request_not_found, campaign_not_draft */
    getSendRequest: (id: string) => call<SendRequest>('GET', `/v1/send-requests/${encodeURIComponent(id)}`),
    /** @throws LetterlockError approval_text_mismatch, campaign_changed, … */
    approveSendRequest: (id: string, approval: ApproveSendRequestInput) =>
      call<Campaign>('POST', `/v1/send-requests/${encodeURIComponent(id)}/approve`, approval),

    listMembers: () => call<Page<Member>>('GET', '/v1/members'),
    /** @throws LetterlockError owner_required */
    changeRole: (id: string, role: Role) => call<void>('PATCH', `/v1/members/${id}`, { role }),
    removeMember: (id: string) => call<void>('DELETE', `/v1/members/${id}`),
    listInvitations: () => call<Page<Invitation>>('GET', '/v1/invitations'),
    /** @throws LetterlockError member_exists */
    invite: (to: { email: string; role: Role }) => call<CreatedInvitation>('POST', '/v1/invitations', to),
    revokeInvitation: (id: string) => call<void>('DELETE', `/v1/invitations/${id}`),
    /** @throws LetterlockError invitation_not_found, invitation_expired */
    previewInvitation: (token: string) =>
      call<InvitationPreview>('POST', '/v1/invitations/preview', { token }),
    /** Sends the invitation email again; only its newest link works. */
    sendInvitationAgain: (token: string) =>
      call<{ emailSent: boolean }>('POST', '/v1/invitations/send', { token }),
    /**
     * Accepts as a new user, or as the signed-in user.
     * @throws LetterlockError user_exists, invitation_email_mismatch
     */
    acceptInvitation: (answer: { token: string; user?: { name: string; password: string } }) =>
      call<void>('POST', '/v1/invitations/accept', answer),
  }
}
