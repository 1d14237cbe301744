import type { Principal, PrincipalReference } from './principal.ts'

export interface PrincipalRepository {
  /** A principal with the role and scopes that it has now; undefined if its key or assistant is revoked, or its user is no longer a member. */
  find(wanted: PrincipalReference): Promise<Principal | undefined>
}
