import type { Principal, PrincipalReference } from './principal.ts'

export interface PrincipalRepository {
  /** A principal with its current role and scopes; undefined if its secret key or assistant is revoked, or its user is no longer a member. */
  find(wanted: PrincipalReference): Promise<Principal | undefined>
}
