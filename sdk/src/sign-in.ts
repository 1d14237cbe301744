/* What the routes below `/auth` answer, which only the dashboard calls; they are not part of the API's description. */

/** A browser in which a user is signed in. */
export interface UserSession {
  id: string
  /** Names it when it is revoked; useless without the cookie's signature. */
  token: string
  userAgent: string | null
  ipAddress: string | null
  /** As the browser said when the user signed in, such as `Europe/Rome`. */
  timeZone: string | null
  createdAt: string
  /** To five minutes. */
  lastSeenAt: string | null
}

/** Signing in goes on with a code, if two-factor authentication is on. */
export interface SignInResult {
  twoFactorRedirect?: boolean
}

/** What an authenticator app is given, once. */
export interface TotpEnrollment {
  /** `otpauth://…`, which it reads from a picture. */
  totpURI: string
  /** Each stands for one code, when the device is lost. */
  backupCodes: string[]
}

/** A passkey of the user. */
export interface Passkey {
  id: string
  name: string | null
  createdAt: string
}
