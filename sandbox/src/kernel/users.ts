/** What a sign-in needs of a provider's users. */
export type Users = Readonly<Record<string, { readonly password: string }>>

export function isPassword(users: Users, username: string, password: string): boolean {
  return users[username]?.password === password
}
