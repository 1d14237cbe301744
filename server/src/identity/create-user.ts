import { ProblemError } from '../kernel/errors.ts'
import type { Auth } from './auth.ts'
import { assertStrongPassword } from './assert-strong-password.ts'
import type { NewUser } from './users.ts'

/** Creates a user who signs in with a password. Returns the user's ID. @throws ProblemError password_too_weak, user_exists */
export async function createUser(
  auth: Auth,
  { name, email, password, emailVerified }: NewUser,
): Promise<string> {
  await assertStrongPassword(password, [name, email])
  const { internalAdapter, password: passwords } = await auth.$context
  const user = await internalAdapter
    .createUser({ name, email, emailVerified }, { method: 'email-password' })
    .catch((cause: unknown) => {
      // Only the email address must be unique.
      throw new ProblemError('user_exists', { cause })
    })
  await internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await passwords.hash(password),
  })
  return user.id
}
