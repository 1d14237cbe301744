import { createApi, type Api } from './api.ts'
import { readConnectionOptions } from './options.ts'
import { dashboardOperations } from './dashboard-operations.ts'
import { path } from './path.ts'
import { createTransport } from './transport.ts'
import type {
  Assistant,
  ConsentRequest,
  ConsentDecision,
  UserSession,
  InvitationPreview,
  Me,
  MyAlerts,
  TotpEnrollment,
  UpdateMeInput,
  CompleteSetupInput,
  Passkey,
  ServerDescription,
  SignInResult,
} from './wire.ts'

/** The API of the dashboard: authenticates with the user's session cookie, and includes users, members and assistants. */
export type Dashboard = ReturnType<typeof createDashboard>

/** The URL of the server, and the user's language if it differs from the browser's. */
interface DashboardOptions {
  readonly url: string
  readonly locale?: () => string
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/** The API of the dashboard, for a page of the server itself: the browser sends the session cookie. */
export function createDashboard(options: DashboardOptions) {
  const { api, signingIn } = createApis(options)
  const { get, post, put, patch, delete: remove } = api

  return {
    ...dashboardOperations(api),

    /**
     * The signed-in user.
     * @throws LetterlockApiError authentication_required, not_a_member
     */
    getMe: () => get<Me>(path`/v1/me`),
    /** Sets the language of emails to the signed-in user. */
    updateMe: (change: UpdateMeInput) => patch<Me>(path`/v1/me`, {}, change),
    /** Retention and encryption keys of the server. For owners and admins. */
    getServer: () => get<ServerDescription>(path`/v1/server`),
    /** Whether the signed-in user gets alerts of the active workspace. */
    getMyAlerts: () => get<MyAlerts>(path`/v1/me/alerts`),
    updateMyAlerts: (receivesEmail: boolean) => put<MyAlerts>(path`/v1/me/alerts`, {}, { receivesEmail }),
    /**
     * Creates the first user of a new installation.
     * @throws LetterlockApiError setup_completed, setup_link_invalid
     */
    completeSetup: (user: CompleteSetupInput) => post<void>(path`/v1/setup`, {}, user),
    /**
     * Switches the active workspace of this browser.
     * @throws LetterlockApiError not_a_member
     */
    switchWorkspace: (id: string) => put<void>(path`/v1/me/active-workspace`, {}, { id }),
    /** Creates a workspace and makes it active in this browser. */
    createWorkspace: (name: string) => post<{ id: string }>(path`/v1/workspaces`, {}, { name }),

    /** @throws LetterlockApiError invalid_credentials, rate_limited */
    signIn: ({ email, password }: { email: string; password: string }) =>
      signingIn.post<SignInResult>(path`/auth/sign-in/email`, {}, { email, password }),
    signOut: () => post<unknown>(path`/auth/sign-out`, {}, {}),
    /** Sends a password reset link, if there is a user with this email address. */
    requestPasswordReset: (email: string) => post<unknown>(path`/auth/request-password-reset`, {}, { email }),
    /**
     * Ends all sessions.
     * @throws LetterlockApiError password_reset_link_expired
     */
    resetPassword: (password: { token: string; newPassword: string }) =>
      post<unknown>(path`/auth/reset-password`, {}, password),
    /**
     * Ends all other sessions.
     * @throws LetterlockApiError incorrect_password
     */
    changePassword: (change: { currentPassword: string; newPassword: string }) =>
      post<unknown>(path`/auth/change-password`, {}, { ...change, revokeOtherSessions: true }),

    /** The user's sessions. */
    listSessions: () => get<UserSession[]>(path`/auth/list-sessions`),
    revokeSession: (token: string) => post<unknown>(path`/auth/revoke-session`, {}, { token }),

    /**
     * Starts the enrollment; a code of the authenticator app completes it.
     * @throws LetterlockApiError incorrect_password
     */
    enableTwoFactor: (password: string) =>
      post<TotpEnrollment>(path`/auth/two-factor/enable`, {}, { password }),
    disableTwoFactor: (password: string) => post<unknown>(path`/auth/two-factor/disable`, {}, { password }),
    /**
     * Completes the enrollment, or a sign-in.
     * @throws LetterlockApiError invalid_verification_code, too_many_attempts
     */
    verifyTotp: (code: string) => signingIn.post<unknown>(path`/auth/two-factor/verify-totp`, {}, { code }),
    verifyRecoveryCode: (code: string) =>
      signingIn.post<unknown>(path`/auth/two-factor/verify-backup-code`, {}, { code }),
    /**
     * Replaces the recovery codes.
     * @throws LetterlockApiError incorrect_password
     */
    generateRecoveryCodes: (password: string) =>
      post<{ backupCodes: string[] }>(path`/auth/two-factor/generate-backup-codes`, {}, { password }),

    listPasskeys: () => get<Passkey[]>(path`/auth/passkey/list-user-passkeys`),
    deletePasskey: (id: string) => post<unknown>(path`/auth/passkey/delete-passkey`, {}, { id }),
    /**
     * The options for `navigator.credentials.create`.
     * @throws LetterlockApiError reauthentication_required
     */
    getPasskeyRegistrationOptions: () => get<unknown>(path`/auth/passkey/generate-register-options`),
    verifyPasskeyRegistration: (passkey: { name: string; response: unknown }) =>
      post<unknown>(path`/auth/passkey/verify-registration`, {}, passkey),
    /** The options for `navigator.credentials.get`. */
    getPasskeySignInOptions: () => get<unknown>(path`/auth/passkey/generate-authenticate-options`),
    /** @throws LetterlockApiError passkey_verification_failed */
    verifyPasskeySignIn: (response: unknown) =>
      signingIn.post<unknown>(path`/auth/passkey/verify-authentication`, {}, { response }),

    /** The assistants that the user authorized. */
    listAssistants: () => get<{ items: Assistant[] }>(path`/v1/assistants`),
    /**
     * Revokes an assistant immediately.
     * @throws LetterlockApiError assistant_not_found
     */
    revokeAssistant: (id: string) => remove<void>(path`/v1/assistants/${{ id }}`),
    /** @throws LetterlockApiError consent_request_not_found */
    getConsentRequest: (request: string) => get<ConsentRequest>(path`/consent/${{ request }}/details`),
    /**
     * Returns the URL where the browser continues.
     * @throws LetterlockApiError consent_request_not_found, consent_request_used
     */
    decideConsentRequest: (request: string, decision: ConsentDecision) =>
      post<{ continueUrl: string }>(path`/consent/${{ request }}/decision`, {}, decision),
    /** @throws LetterlockApiError invitation_not_found, invitation_expired */
    previewInvitation: (token: string) =>
      post<InvitationPreview>(path`/v1/invitations/preview`, {}, { token }),
    /** Sends the invitation email again; only its newest link works. */
    resendInvitation: (token: string) =>
      post<{ emailSent: boolean }>(path`/v1/invitations/send`, {}, { token }),
    /**
     * Accepts as a new user, or as the signed-in user.
     * @throws LetterlockApiError user_exists, invitation_email_mismatch
     */
    acceptInvitation: (answer: { token: string; user?: { name: string; password: string } }) =>
      post<void>(path`/v1/invitations/accept`, {}, answer),
  }
}

function createApis({ url, locale, fetch = globalThis.fetch }: DashboardOptions): {
  api: Api
  signingIn: Api
} {
  // The dashboard retries by itself.
  const settings = { ...readConnectionOptions({ url, fetch, maxRetries: 0 }), secretKey: null }
  // Shows the user where a session was started.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const fetchWithTimeZone: typeof fetch = (address, init) => {
    const headers = new Headers(init?.headers)
    headers.set('letterlock-time-zone', timeZone)
    // For the emails that follow.
    if (locale !== undefined) headers.set('accept-language', locale())
    return fetch(address, { ...init, headers })
  }
  return {
    api: createApi(createTransport(settings)),
    signingIn: createApi(createTransport({ ...settings, fetch: fetchWithTimeZone })),
  }
}
