/** What a person may do in a workspace: the owner everything, an admin everything but members, a member what is their own. */
export type Role = 'owner' | 'admin' | 'member'

/** The person who is signed in to the dashboard. */
export interface Me {
  id: string
  name: string
  email: string
  role: Role
  workspace: { id: string; name: string }
  /** Those in which the person works, this one among them. */
  workspaces: { id: string; name: string; role: Role }[]
  /** The id of this browser among the devices. */
  sessionId: string
  /** Whether signing in with a password asks for a code as well. */
  twoFactorEnabled: boolean
}

/** A browser in which a person is signed in. */
export interface UserSession {
  id: string
  /** Names it when it is removed; useless without the cookie's signature. */
  token: string
  userAgent: string | null
  ipAddress: string | null
  /** As the browser said when it signed in, such as `Europe/Rome`. */
  timeZone: string | null
  createdAt: string
  /** To five minutes. */
  lastSeenAt: string | null
}

/** Finishes a new installation: the first person, with what the printed link carries. */
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

/** A link that lets one person, by e-mail address, into the workspace; once, within a week. */
export interface Invitation {
  id: string
  email: string
  role: Role
  createdAt: string
  expiresAt: string
}

/** The link is only in this answer. */
export interface CreatedInvitation extends Invitation {
  url: string
  /** Whether an e-mail with the link is on its way. */
  emailSent: boolean
}

/** What the person who holds an invitation's link may know before they accept. */
export interface InvitationPreview {
  workspaceName: string
  email: string
  role: Role
  /** Whether the person signs in first, or makes an account now. */
  userExists: boolean
  /** The person must open the link in the e-mail: this one has been seen by others. */
  needsEmail: boolean
}

/** Signing in goes on: with a code of the second factor, when there is one. */
export interface SignInResult {
  twoFactorRedirect?: boolean
}

/** What an authenticator app is given, once. */
export interface TotpEnrollment {
  /** `otpauth://…`, for the app to read from a picture. */
  totpURI: string
  /** Each stands for one code, when the app is lost. */
  backupCodes: string[]
}

export interface Passkey {
  id: string
  name: string | null
  createdAt: string
}
