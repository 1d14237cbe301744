import type { Role } from '@letterlock/client/wire.ts'
import type { Secret } from '../secret.ts'

/** Somebody whose browser is signed in, and the workspace in which they are a member. */
export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly workspaceId: string
  readonly role: Role
}

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** People: sign-in, sessions, membership. What core and http know of `accounts/`. */
export interface People {
  /** Answers what a browser asks about signing in, as a fetch handler does. */
  handle(request: Request): Promise<Response>
  /** Who sent these headers; undefined: nobody who is signed in and a member. */
  whoIs(headers: Headers): Promise<SignedIn | undefined>
  readonly setUp: SetUp
}

/** The first person of a new installation, who holds the link that was printed where the hub was started. */
export interface SetUp {
  /** What the link carries; undefined when there are people already. Another one after each start. */
  begin(): Promise<Secret | undefined>
  /** @throws HubError set_up_link_unknown, set_up_done */
  finish(token: Secret, workspaceId: string, person: NewPerson): Promise<void>
}
