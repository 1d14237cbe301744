/* The responses of the routes below `/auth`, which only the dashboard calls. They are not in the API's description. */

/** A browser in which a user is signed in. */
export interface UserSession {
  id: string
  /** Identifies the session when it is revoked. Useless without the cookie's signature. */
  token: string
  userAgent: string | null
  ipAddress: string | null
  /** The browser's time zone when the user signed in, such as `Europe/Rome`. */
  timeZone: string | null
  createdAt: string
  /** Rounded to five minutes. */
  lastSeenAt: string | null
}

/** With two-factor authentication, signing in needs a code next. */
export interface SignInResult {
  twoFactorRedirect?: boolean
}

/** The secret for an authenticator app, returned once. */
export interface TotpEnrollment {
  /** `otpauth://…`, for a QR code. */
  totpURI: string
  /** Each replaces one code if the device is lost. */
  backupCodes: string[]
}

/** A passkey of the user. */
export interface Passkey {
  id: string
  name: string | null
  createdAt: string
}
