import type { Role } from '@letterlock/sdk/wire.ts'
import type { Secret } from '../kernel/secret.ts'

/** Somebody whose browser is signed in, and the workspace in which they are a member. */
export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly email: string
  /** By which this browser is known among the person's devices. */
  readonly sessionId: string
  readonly secondFactor: boolean
  readonly workspaceId: string
  readonly role: Role
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly password: string
  /** Whether they have shown that they read the mail of this address. */
  readonly emailVerified: boolean
}

/** People: sign-in, sessions, membership. What core and http know of `accounts/`. */
export interface Users {
  /** Answers what a browser asks about signing in, as a fetch handler does. */
  handle(request: Request): Promise<Response>
  /** Who sent these headers; undefined: nobody who is signed in. @throws HubError not_a_member */
  whoIs(headers: Headers): Promise<SignedIn | undefined>
  /** Whether there is anybody who could sign in. */
  exist(): Promise<boolean>
  readonly setup: Setup
  readonly members: Members
  readonly invitations: Invitations
  readonly memberships: Memberships
}

/** The first person of a new installation, who holds the link that was printed where the hub was started. */
export interface Setup {
  /** What the link carries; undefined when there are people already. Another one after each start. */
  begin(): Promise<Secret | undefined>
  /** @throws HubError setup_link_invalid, setup_completed */
  finish(token: Secret, workspaceId: string, user: Omit<NewUser, 'emailVerified'>): Promise<void>
}

export interface Member {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly joinedAt: number
}

/** Who does what, and where. */
export interface Act {
  readonly workspaceId: string
  readonly actor: string
}

/** Those who work in a workspace. There is always an owner. */
export interface Members {
  list(workspaceId: string): Promise<Member[]>
  /** @throws HubError member_not_found, owner_required */
  changeRole(act: Act, userId: string, role: Role): Promise<void>
  /** What they connected stays. @throws HubError member_not_found, owner_required */
  remove(act: Act, userId: string): Promise<void>
}

export interface Invitation {
  readonly id: string
  readonly workspaceId: string
  readonly email: string
  readonly role: Role
  readonly createdAt: number
  readonly expiresAt: number
}

export interface InvitationPreview extends Invitation {
  readonly workspace: string
  readonly userExists: boolean
  /** Only the link in the e-mail is good: this one has been seen by others. */
  readonly needsEmail: boolean
}

/** Links by which people come into a workspace: once each, and for one e-mail address. */
export interface Invitations {
  /** An earlier one to the same address ends. `sent`: an e-mail is on its way. @throws HubError member_exists */
  create(
    act: Act,
    to: { readonly email: string; readonly role: Role },
  ): Promise<{ invitation: Invitation; url: string; sent: boolean }>
  /** Those that are still open. */
  list(workspaceId: string): Promise<Invitation[]>
  /** @throws HubError invitation_not_found */
  revoke(act: Act, id: string): Promise<void>
  /** @throws HubError invitation_not_found, invitation_expired */
  look(link: Secret): Promise<InvitationPreview>
  /** The e-mail once more, whose link ends the one before it. @throws what `look` throws */
  sendAgain(link: Secret): Promise<{ readonly sent: boolean }>
  /** For somebody new. @throws HubError user_exists, invitation_email_needed, and what `look` throws */
  acceptAsNew(link: Secret, user: Omit<NewUser, 'email' | 'emailVerified'>): Promise<void>
  /** For somebody who is signed in. @throws HubError invitation_email_mismatch, invitation_email_needed, and what `look` throws */
  acceptAs(link: Secret, headers: Headers): Promise<void>
}

/** The workspaces in which one person works. */
export interface Memberships {
  list(userId: string): Promise<{ id: string; name: string; role: Role }[]>
  /** This browser is in that workspace from now on. @throws HubError not_a_member */
  choose(user: SignedIn, workspaceId: string): Promise<void>
  /** A new one, with the person as its owner. @returns its id */
  found(user: SignedIn, name: string): Promise<string>
}
