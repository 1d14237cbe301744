/** An owner may do everything, an admin everything except members, a member what concerns their own connections. */
export type Role = 'owner' | 'admin' | 'member'

/** The signed-in user. */
export interface Me {
  id: string
  name: string
  email: string
  role: Role
  workspace: { id: string; name: string }
  /** All workspaces of the user, including the active one. */
  workspaces: { id: string; name: string; role: Role }[]
  /** ID of this browser's session. */
  sessionId: string
  /** Whether signing in with a password requires a code. */
  twoFactorEnabled: boolean
}

/** A browser in which a user is signed in. */
export interface UserSession {
  id: string
  /** Identifies the session for `revokeSession`; useless without the cookie's signature. */
  token: string
  userAgent: string | null
  ipAddress: string | null
  /** The browser's time zone at sign-in, such as `Europe/Rome`. */
  timeZone: string | null
  createdAt: string
  /** Accurate to five minutes. */
  lastSeenAt: string | null
}

/** Creates the first user of a new installation. */
export interface CompleteSetupInput {
  token: string
  name: string
  email: string
  /** 15 to 128 characters. */
  password: string
}

export interface Member {
  id: string
  name: string
  email: string
  role: Role
  joinedAt: string
}

/** Invites the owner of one email address to the workspace; valid once, for a week. */
export interface Invitation {
  id: string
  email: string
  role: Role
  createdAt: string
  expiresAt: string
}

/** The URL is returned only once. */
export interface CreatedInvitation extends Invitation {
  url: string
  /** Whether an email with the link was sent. */
  emailSent: boolean
}

/** What an invitation's link reveals before it is accepted. */
export interface InvitationPreview {
  workspaceName: string
  email: string
  role: Role
  /** Whether the user signs in to accept; otherwise they create a user. */
  userExists: boolean
  /** The link in the email is required, because others have seen this one. */
  needsEmail: boolean
}

/** The result of a sign-in: a two-factor code may be required. */
export interface SignInResult {
  twoFactorRedirect?: boolean
}

/** The enrollment of an authenticator app; returned once. */
export interface TotpEnrollment {
  /** `otpauth://…`, for a QR code. */
  totpURI: string
  /** Recovery codes; each works once. */
  backupCodes: string[]
}

export interface Passkey {
  id: string
  name: string | null
  createdAt: string
}
