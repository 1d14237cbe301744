import type { Role } from '@letterlock/client/wire.ts'
import type { Secret } from '../secret.ts'

/** Somebody whose browser is signed in, and the workspace in which they are a member. */
export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly email: string
  /** By which this browser is known among the person's devices. */
  readonly sessionId: string
  readonly secondFactor: boolean
  readonly workspaceId: string
  readonly role: Role
}

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly password: string
  /** Whether they have shown that they read the mail of this address. */
  readonly emailVerified: boolean
}

/** People: sign-in, sessions, membership. What core and http know of `accounts/`. */
export interface People {
  /** Answers what a browser asks about signing in, as a fetch handler does. */
  handle(request: Request): Promise<Response>
  /** Who sent these headers; undefined: nobody who is signed in. @throws HubError no_workspace */
  whoIs(headers: Headers): Promise<SignedIn | undefined>
  /** Whether there is anybody who could sign in. */
  exist(): Promise<boolean>
  readonly setUp: SetUp
  readonly members: Members
  readonly invitations: Invitations
  readonly memberships: Memberships
}

/** The first person of a new installation, who holds the link that was printed where the hub was started. */
export interface SetUp {
  /** What the link carries; undefined when there are people already. Another one after each start. */
  begin(): Promise<Secret | undefined>
  /** @throws HubError set_up_link_unknown, set_up_done */
  finish(token: Secret, workspaceId: string, person: Omit<NewPerson, 'emailVerified'>): Promise<void>
}

export interface Member {
  readonly personId: string
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
  /** @throws HubError member_not_found, last_owner */
  changeRole(act: Act, personId: string, role: Role): Promise<void>
  /** What they connected stays. @throws HubError member_not_found, last_owner */
  remove(act: Act, personId: string): Promise<void>
}

export interface Invitation {
  readonly id: string
  readonly workspaceId: string
  readonly email: string
  readonly role: Role
  readonly createdAt: number
  readonly expiresAt: number
}

export interface InvitationLook extends Invitation {
  readonly workspace: string
  readonly hasAccount: boolean
  /** Only the link in the e-mail is good: this one has been seen by others. */
  readonly needsEmail: boolean
}

/** Links by which people come into a workspace: once each, and for one e-mail address. */
export interface Invitations {
  /** An earlier one to the same address ends. `sent`: an e-mail is on its way. @throws HubError already_member */
  create(
    act: Act,
    to: { readonly email: string; readonly role: Role },
  ): Promise<{ invitation: Invitation; url: string; sent: boolean }>
  /** Those that are still open. */
  list(workspaceId: string): Promise<Invitation[]>
  /** @throws HubError invitation_unknown */
  revoke(act: Act, id: string): Promise<void>
  /** @throws HubError invitation_unknown, invitation_expired */
  look(link: Secret): Promise<InvitationLook>
  /** The e-mail once more, whose link ends the one before it. @throws what `look` throws */
  sendAgain(link: Secret): Promise<{ readonly sent: boolean }>
  /** For somebody new. @throws HubError person_exists, invitation_email_needed, and what `look` throws */
  acceptAsNew(link: Secret, person: Omit<NewPerson, 'email' | 'emailVerified'>): Promise<void>
  /** For somebody who is signed in. @throws HubError invitation_for_other, invitation_email_needed, and what `look` throws */
  acceptAs(link: Secret, headers: Headers): Promise<void>
}

/** The workspaces in which one person works. */
export interface Memberships {
  list(personId: string): Promise<{ id: string; name: string; role: Role }[]>
  /** This browser is in that workspace from now on. @throws HubError no_workspace */
  choose(person: SignedIn, workspaceId: string): Promise<void>
  /** A new one, with the person as its owner. @returns its id */
  found(person: SignedIn, name: string): Promise<string>
}

/** Sends what people must read. */
export interface Mail {
  /** false: it is only shown where the hub runs. */
  readonly leaves: boolean
  send(message: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>
}
