import { z } from 'zod'
import {
  MAX_EMAIL_LENGTH,
  MAX_LINK_TOKEN_LENGTH,
  MAX_OWN_ID_LENGTH,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
} from '../../kernel/limits.ts'
import { LOCALES } from '../../kernel/locale.ts'
import { ASSISTANT_SCOPES } from '../../authorization-server/assistant.ts'
import { name } from './one-line.ts'
import { id, scope, time } from './values.ts'

/* Users, their workspaces, invitations and assistants. */

export const role = z.enum(['owner', 'admin', 'member']).meta({
  id: 'Role',
  description: 'owner: full access; admin: everything except members; member: own connections only.',
})
const givenName = name.meta({ examples: ['Nina Novak'] })
const shownName = z.string().meta({ examples: ['Nina Novak'] })
const email = z.string().meta({ examples: ['nina@letters.example'] })
/** An email address in one spelling, so that the same text is counted, looked up and stored. */
export const emailAddress = z
  .string()
  .max(MAX_EMAIL_LENGTH)
  .normalize('NFKC')
  .trim()
  .toLowerCase()
  .pipe(z.email())
  .meta({ examples: ['nina@letters.example'] })
export const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH)
  .max(MAX_PASSWORD_LENGTH)
  .meta({ examples: ['correct horse battery staple'] })
const token = z.string().min(1).max(MAX_LINK_TOKEN_LENGTH).describe('From the link.')
const namedWorkspace = z.object({ id: id('ws'), name: z.string().meta({ examples: ['Letters Inc'] }) })

export const me = z
  .object({
    id: id('usr'),
    name: shownName,
    email,
    role,
    workspace: namedWorkspace,
    workspaces: z
      .array(namedWorkspace.extend({ role }))
      .describe('All of which the user is a member, this one among them.'),
    sessionId: id('ses').describe('This sign-in.'),
    twoFactorEnabled: z.boolean().describe('Whether signing in with a password asks for a code as well.'),
    locale: z
      .enum(LOCALES)
      .nullable()
      .describe(
        'The language of emails to the user: that in which the dashboard was last shown. null: not known.',
      ),
  })
  .meta({ id: 'Me', description: 'The signed-in user.' })

export const updateMeInput = z
  .strictObject({ locale: z.enum(LOCALES).describe('The language of emails to the user.') })
  .meta({ id: 'UpdateMe' })

export const completeSetupInput = z
  .strictObject({ token, name: givenName, email: emailAddress, password: newPassword })
  .meta({ id: 'CompleteSetup', description: 'The first user, who owns the workspace.' })

export const member = z
  .object({ id: id('usr'), name: shownName, email, role, joinedAt: time })
  .meta({ id: 'Member', description: 'A user in a workspace.' })

const invitationMembers = { id: id('inv'), email, role, createdAt: time, expiresAt: time }

export const invitation = z
  .object(invitationMembers)
  .meta({ id: 'Invitation', description: 'Lets one email address join the workspace: once, within a week.' })

export const createdInvitation = z
  .object({
    ...invitationMembers,
    url: z.string().describe('The link; only in this response.'),
    emailSent: z.boolean(),
  })
  .meta({ id: 'CreatedInvitation' })

export const createInvitationInput = z
  .strictObject({ email: emailAddress, role })
  .meta({ id: 'CreateInvitation' })

export const updateMemberInput = z.strictObject({ role }).meta({ id: 'UpdateMember' })

export const previewInvitationInput = z.strictObject({ token }).meta({ id: 'PreviewInvitation' })

export const invitationPreview = z
  .object({
    workspaceName: z.string().meta({ examples: ['Letters Inc'] }),
    email,
    role,
    userExists: z.boolean().describe('true: sign in first; false: create an account.'),
    needsEmail: z.boolean().describe('Open the link in the email: this one has been seen by others.'),
  })
  .meta({ id: 'InvitationPreview', description: 'What the holder of the link may know before they accept.' })

export const sentInvitation = z.object({ emailSent: z.boolean() }).meta({ id: 'SentInvitation' })

export const acceptInvitationInput = z
  .strictObject({
    token,
    user: z
      .strictObject({ name: givenName, password: newPassword })
      .optional()
      .describe('A new user; left out: the signed-in one.'),
  })
  .meta({ id: 'AcceptInvitation' })

export const switchWorkspaceInput = z
  .strictObject({ id: z.string().max(MAX_OWN_ID_LENGTH) })
  .meta({ id: 'SwitchWorkspace' })

export const createWorkspaceInput = z.strictObject({ name }).meta({ id: 'CreateWorkspace' })

export const createdWorkspace = z.object({ id: id('ws') }).meta({ id: 'CreatedWorkspace' })

const redirectHost = z.string().meta({ description: 'Where it runs.', examples: ['claude.example'] })

export const assistant = z
  .object({
    id: id('asst'),
    name: z.string().meta({ description: 'As it calls itself.', examples: ['Claude'] }),
    redirectHost,
    scopes: z.array(scope),
    connectionIds: z.array(id('conn')).nullable().describe('null: all that the user can see.'),
    authorizedAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'Assistant', description: 'An AI program that a user authorized.' })

const assistantScopes = z.array(z.enum(ASSISTANT_SCOPES))

export const consentRequest = z
  .object({
    client: z.object({
      name: z.string().meta({ examples: ['Claude'] }),
      redirectHost,
      isLocal: z.boolean().describe('Whether it runs on the user’s own computer.'),
      isVerified: z.boolean().describe('Whether its name is published at its own URL.'),
    }),
    requestedScopes: assistantScopes,
    offered: assistantScopes.describe('What the user can allow, requested or not.'),
  })
  .meta({ id: 'ConsentRequest', description: 'An assistant that asks to be authorized.' })

export const consentDecision = z
  .discriminatedUnion('authorize', [
    z.strictObject({ authorize: z.literal(false) }).meta({ title: 'Decline' }),
    z
      .strictObject({
        authorize: z.literal(true),
        scopes: assistantScopes,
        connectionIds: z
          .array(z.string().max(MAX_OWN_ID_LENGTH))
          .min(1)
          .max(200)
          .nullable()
          .describe('null: all connections, including future ones.'),
      })
      .meta({ title: 'Authorize' }),
  ])
  .meta({ id: 'ConsentDecision' })

export const decidedConsentRequest = z
  .object({ continueUrl: z.string().describe('Where the browser goes.') })
  .meta({ id: 'DecidedConsentRequest' })
