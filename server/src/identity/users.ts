import type { Role } from '@letterlock/sdk/wire.ts'
import type { SessionSecrets } from './session-secrets.ts'
import type { Locale } from '../kernel/locale.ts'
import type { Secret } from '../kernel/secret.ts'

/** A signed-in user and the active workspace. */
export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly email: string
  /** ID of this browser's session. */
  readonly sessionId: string
  readonly twoFactorEnabled: boolean
  /** The language in which the dashboard was last shown; null if unknown. */
  readonly locale: Locale | null
  readonly workspaceId: string
  readonly role: Role
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly password: string
  /** Whether the email address is verified. */
  readonly emailVerified: boolean
}

/** Users: sign-in, sessions, memberships. The interface of this folder. */
export interface Users {
  /** Serves the sign-in routes. */
  handle(request: Request): Promise<Response>
  /** The signed-in user of these headers; undefined if there is none. @throws ProblemError not_a_member */
  whoIs(headers: Headers): Promise<SignedIn | undefined>
  /** Sets the language of emails to this user. */
  setLocale(userId: string, locale: Locale): Promise<void>
  /** Whether there is a user. */
  exist(): Promise<boolean>
  /** Takes new encryption keys into use, newest first. */
  useSecrets(secrets: SessionSecrets): Promise<void>
  readonly setup: Setup
  readonly members: Members
  readonly invitations: Invitations
  readonly memberships: Memberships
}

/** Creates the first user of a new installation, who opens the link that the server prints at its start. */
export interface Setup {
  /** The token of the setup link; undefined if any workspace has a member. */
  begin(): Promise<Secret | undefined>
  /** @throws ProblemError setup_link_invalid, setup_completed */
  finish(token: Secret, workspaceId: string, user: Omit<NewUser, 'emailVerified'>): Promise<void>
}

export interface Member {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly joinedAt: number
}

/** Who acts, and in which workspace. */
export interface Act {
  readonly workspaceId: string
  readonly actor: string
}

/** The members of a workspace. At least one is an owner. */
export interface Members {
  list(workspaceId: string): Promise<Member[]>
  /** @throws ProblemError member_not_found, owner_required */
  changeRole(act: Act, userId: string, role: Role): Promise<void>
  /** Their connections stay. @throws ProblemError member_not_found, owner_required */
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

interface InvitationPreview extends Invitation {
  readonly workspace: string
  readonly userExists: boolean
  /** Whether only the link in the email is accepted: the inviter has seen this one. */
  readonly needsEmail: boolean
}

/** Invitations to a workspace: each for one email address, accepted once. */
export interface Invitations {
  /** Replaces an earlier invitation to the same address. `sent`: an email was sent. @throws ProblemError member_exists */
  create(
    act: Act,
    to: { readonly email: string; readonly role: Role },
    locale: Locale,
  ): Promise<{ invitation: Invitation; url: string; sent: boolean }>
  /** The pending invitations. */
  list(workspaceId: string): Promise<Invitation[]>
  /** @throws ProblemError invitation_not_found */
  revoke(act: Act, id: string): Promise<void>
  /** @throws ProblemError invitation_not_found, invitation_expired */
  look(link: Secret): Promise<InvitationPreview>
  /** Sends the email again, with a new link that replaces the previous one. @throws as `look` */
  sendAgain(link: Secret, locale: Locale): Promise<{ readonly sent: boolean }>
  /** Accepts as a new user. @throws ProblemError user_exists, invitation_email_needed, and as `look` */
  acceptAsNew(link: Secret, user: Omit<NewUser, 'email' | 'emailVerified'>): Promise<void>
  /** Accepts as the signed-in user. @throws ProblemError invitation_email_mismatch, invitation_email_needed, and as `look` */
  acceptAs(link: Secret, headers: Headers): Promise<void>
}

/** The workspaces of a user. */
export interface Memberships {
  list(userId: string): Promise<{ id: string; name: string; role: Role }[]>
  /** Makes a workspace the active one of this browser. @throws ProblemError not_a_member */
  choose(user: SignedIn, workspaceId: string): Promise<void>
  /** Creates a workspace with the user as its owner. @returns its ID */
  found(user: SignedIn, name: string): Promise<string>
}
