/** The part of a provider's users that a sign-in needs. */
export type Users = Readonly<Record<string, { readonly password: string }>>

export function isPassword(users: Users, username: string, password: string): boolean {
  return users[username]?.password === password
}
