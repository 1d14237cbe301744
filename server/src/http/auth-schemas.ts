import { z } from 'zod'
import { MAX_LINK_TOKEN_LENGTH, MAX_PASSWORD_LENGTH } from '../kernel/limits.ts'
import { emailAddress, newPassword } from './schemas/user.ts'
import { name } from './schemas/one-line.ts'

/* The schemas of all requests below `/auth`. A member that is not listed is rejected, whatever better-auth accepts. */

const nothing = z.strictObject({}).nullish()
const currentPassword = z.string().min(1).max(MAX_PASSWORD_LENGTH)
const password = z.strictObject({ password: currentPassword })
const token = z.string().min(1).max(MAX_LINK_TOKEN_LENGTH)
/** A code as a user types it: blanks and full-width digits are accepted. */
const code = z.string().max(40).normalize('NFKC').trim().min(1).transform(withoutBlanks)

/** A member of WebAuthn's JSON. Members that newer browsers add are dropped. */
const bytes = z.string().max(16_384)
const credential = { id: bytes, rawId: bytes, type: z.literal('public-key') }
const more = {
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string().max(40), z.unknown()).default({}),
}
const registration = z.object({
  ...credential,
  ...more,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    authenticatorData: bytes.optional(),
    publicKey: bytes.optional(),
    publicKeyAlgorithm: z.number().optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
})
const authentication = z.object({
  ...credential,
  ...more,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish(),
  }),
})

export interface AuthSchema {
  readonly method: 'GET' | 'POST'
  /** The path below `/auth/`. */
  readonly path: string
  readonly body?: z.ZodType
  /** Whether it is rate-limited as a guess, because it checks a secret or sends an email. */
  readonly guessed?: true
}

/** All routes below `/auth`; other routes of better-auth are not reachable. */
export const AUTH_SCHEMAS: readonly AuthSchema[] = [
  post('sign-in/email', z.strictObject({ email: emailAddress, password: currentPassword }), true),
  post('sign-out', nothing),
  get('list-sessions'),
  post('revoke-session', z.strictObject({ token })),
  post('revoke-other-sessions', nothing),
  post(
    'change-password',
    z.strictObject({ currentPassword, newPassword, revokeOtherSessions: z.literal(true).default(true) }),
  ),
  post('request-password-reset', z.strictObject({ email: emailAddress }), true),
  post('reset-password', z.strictObject({ token, newPassword }), true),
  post('two-factor/enable', password),
  post('two-factor/disable', password),
  post('two-factor/verify-totp', z.strictObject({ code }), true),
  post('two-factor/verify-backup-code', z.strictObject({ code }), true),
  post('two-factor/generate-backup-codes', password),
  get('passkey/generate-register-options'),
  post('passkey/verify-registration', z.strictObject({ name, response: registration })),
  get('passkey/generate-authenticate-options'),
  post('passkey/verify-authentication', z.strictObject({ response: authentication }), true),
  get('passkey/list-user-passkeys'),
  post('passkey/delete-passkey', z.strictObject({ id: token })),
]

function get(path: string): AuthSchema {
  return { method: 'GET', path }
}

function post(path: string, body: z.ZodType, guessed?: true): AuthSchema {
  return { method: 'POST', path, body, ...(guessed && { guessed }) }
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '')
}
