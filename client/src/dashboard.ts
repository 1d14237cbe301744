import { createLetterlock } from './letterlock.ts'
import { createTransport } from './transport.ts'
import type {
  Assistant,
  Campaign,
  ConsentAsked,
  ConsentDecision,
  Device,
  Invitation,
  InvitationLook,
  Me,
  Member,
  NewInvitation,
  NewSecondFactor,
  NewSetUp,
  Page,
  Passkey,
  Role,
  SendingConfirmation,
  SendingLook,
  SignInAnswer,
} from './wire.ts'

/** The API as our own dashboard uses it: with the cookie of whoever is signed in, and all that is about people. */
export type Dashboard = ReturnType<typeof createDashboard>

export function createDashboard({ url }: { url: string }) {
  const { call } = createTransport({ url })
  // Where the browser is, in words that its owner will recognise among their devices.
  const here = { 'x-letterlock-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone }
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

    /** Who is signed in. @throws LetterlockError not_signed_in, no_workspace */
    me: () => call<Me>('GET', '/v1/me'),
    /** The first person of a new installation. @throws LetterlockError set_up_done, set_up_link_unknown */
    setUp: (person: NewSetUp) => call<void>('POST', '/v1/set-up', person),
    /** This browser is in that workspace from now on. @throws LetterlockError no_workspace */
    chooseWorkspace: (id: string) => call<void>('PUT', '/v1/me/workspace', { id }),
    /** A new workspace, in which this browser is from now on. */
    createWorkspace: (name: string) => call<{ id: string }>('POST', '/v1/workspaces', { name }),

    /** @throws LetterlockError sign_in_refused, rate_limited */
    signIn: ({ email, password }: { email: string; password: string }) =>
      signingIn.call<SignInAnswer>('POST', '/auth/sign-in/email', { email, password }),
    signOut: () => call<unknown>('POST', '/auth/sign-out', {}),
    /** Sends a link for a new password, if there is somebody with this address. */
    askForPassword: (email: string) => call<unknown>('POST', '/auth/request-password-reset', { email }),
    /** Signs out everywhere. @throws LetterlockError password_link_unknown */
    newPassword: (password: { token: string; newPassword: string }) =>
      call<unknown>('POST', '/auth/reset-password', password),
    /** Signs out everywhere else. @throws LetterlockError incorrect_password */
    changePassword: (change: { currentPassword: string; newPassword: string }) =>
      call<unknown>('POST', '/auth/change-password', { ...change, revokeOtherSessions: true }),

    /** The browsers in which the person is signed in. */
    listDevices: () => call<Device[]>('GET', '/auth/list-sessions'),
    removeDevice: (token: string) => call<unknown>('POST', '/auth/revoke-session', { token }),

    /** Begins; it counts once a code of the app was given. @throws LetterlockError incorrect_password */
    enableSecondFactor: (password: string) =>
      call<NewSecondFactor>('POST', '/auth/two-factor/enable', { password }),
    disableSecondFactor: (password: string) =>
      call<unknown>('POST', '/auth/two-factor/disable', { password }),
    /** Also the second half of signing in. @throws LetterlockError second_factor_refused, second_factor_locked */
    giveCode: (code: string) => signingIn.call<unknown>('POST', '/auth/two-factor/verify-totp', { code }),
    giveRecoveryCode: (code: string) =>
      signingIn.call<unknown>('POST', '/auth/two-factor/verify-backup-code', { code }),
    /** New ones; the old ones are void. @throws LetterlockError incorrect_password */
    newRecoveryCodes: (password: string) =>
      call<{ backupCodes: string[] }>('POST', '/auth/two-factor/generate-backup-codes', { password }),

    listPasskeys: () => call<Passkey[]>('GET', '/auth/passkey/list-user-passkeys'),
    removePasskey: (id: string) => call<unknown>('POST', '/auth/passkey/delete-passkey', { id }),
    /** What `navigator.credentials.create` is asked for. @throws LetterlockError sign_in_stale */
    beginPasskey: () => call<unknown>('GET', '/auth/passkey/generate-register-options'),
    addPasskey: (passkey: { name: string; response: unknown }) =>
      call<unknown>('POST', '/auth/passkey/verify-registration', passkey),
    /** What `navigator.credentials.get` is asked for. */
    beginPasskeySignIn: () => call<unknown>('GET', '/auth/passkey/generate-authenticate-options'),
    /** @throws LetterlockError passkey_refused */
    signInWithPasskey: (response: unknown) =>
      signingIn.call<unknown>('POST', '/auth/passkey/verify-authentication', { response }),

    /** Those that the person has let in. */
    listAssistants: () => call<{ items: Assistant[] }>('GET', '/v1/assistants'),
    /** At once. @throws LetterlockError assistant_not_found */
    removeAssistant: (id: string) => call<void>('DELETE', `/v1/assistants/${id}`),
    /** @throws LetterlockError consent_unknown */
    lookAtConsent: (request: string) => call<ConsentAsked>('GET', `/consent/${request}/asked`),
    /** Answers where the browser goes on. @throws LetterlockError consent_unknown */
    decideConsent: (request: string, decision: ConsentDecision) =>
      call<{ continueUrl: string }>('POST', `/consent/${request}/decide`, decision),
    /** @throws LetterlockError confirmation_unknown, campaign_not_draft */
    lookAtSending: (confirmation: string) => call<SendingLook>('POST', '/v1/sendings/look', { confirmation }),
    /** @throws LetterlockError confirmation_refused, campaign_changed, … */
    confirmSending: (confirmation: SendingConfirmation) =>
      call<Campaign>('POST', '/v1/sendings/confirm', confirmation),

    listMembers: () => call<Page<Member>>('GET', '/v1/members'),
    /** @throws LetterlockError last_owner */
    changeRole: (id: string, role: Role) => call<void>('PATCH', `/v1/members/${id}`, { role }),
    removeMember: (id: string) => call<void>('DELETE', `/v1/members/${id}`),
    listInvitations: () => call<Page<Invitation>>('GET', '/v1/invitations'),
    /** @throws LetterlockError already_member */
    invite: (to: { email: string; role: Role }) => call<NewInvitation>('POST', '/v1/invitations', to),
    revokeInvitation: (id: string) => call<void>('DELETE', `/v1/invitations/${id}`),
    /** @throws LetterlockError invitation_unknown, invitation_expired */
    lookAtInvitation: (token: string) => call<InvitationLook>('POST', '/v1/invitations/look', { token }),
    /** The e-mail once more; only its newest link is good. */
    sendInvitationAgain: (token: string) =>
      call<{ sent: boolean }>('POST', '/v1/invitations/send', { token }),
    /** As somebody new, or as who is signed in. @throws LetterlockError person_exists, invitation_for_other */
    acceptInvitation: (answer: { token: string; person?: { name: string; password: string } }) =>
      call<void>('POST', '/v1/invitations/accept', answer),
  }
}
