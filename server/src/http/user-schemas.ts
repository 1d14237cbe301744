import type * as Wire from '@letterlock/sdk/wire.ts'
import { z } from 'zod'

/* Schemas of users and members; the others are in schemas.ts. */

const time = z.iso.datetime()
const role = z.enum(['owner', 'admin', 'member'])
const name = z.string().trim().min(1).max(100)
/** Normalized, so that the same address is counted, found and stored as the same text. */
export const emailAddress = z.string().max(200).normalize('NFKC').trim().toLowerCase().pipe(z.email())
/** NIST SP 800-63B-4 section 3.1.1: at least 15 characters, no composition rules. */
export const newPassword = z.string().min(15).max(128)
const token = z.string().min(1).max(100)
const workspace = z.object({ id: z.string(), name: z.string() })

export const me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    workspace,
    workspaces: z.array(workspace.extend({ role })),
    sessionId: z.string(),
    twoFactorEnabled: z.boolean(),
  })
  .meta({ id: 'Me' }) satisfies z.ZodType<Wire.Me>

export const newSetup = z.strictObject({
  token,
  name,
  email: emailAddress,
  password: newPassword,
}) satisfies z.ZodType<Wire.CompleteSetupInput>

export const member = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role, joinedAt: time })
  .meta({ id: 'Member' }) satisfies z.ZodType<Wire.Member>

const invitationFields = { id: z.string(), email: z.string(), role, createdAt: time, expiresAt: time }

export const invitation = z
  .object(invitationFields)
  .meta({ id: 'Invitation' }) satisfies z.ZodType<Wire.Invitation>

export const createdInvitation = z
  .object({ ...invitationFields, url: z.string(), emailSent: z.boolean() })
  .meta({ id: 'CreatedInvitation' }) satisfies z.ZodType<Wire.CreatedInvitation>

export const newInvitation = z.strictObject({ email: emailAddress, role })

export const roleChange = z.strictObject({ role })

export const invitationToken = z.strictObject({ token })

export const invitationLook = z.object({
  workspaceName: z.string(),
  email: z.string(),
  role,
  userExists: z.boolean(),
  needsEmail: z.boolean(),
}) satisfies z.ZodType<Wire.InvitationPreview>

export const invitationSent = z.object({ emailSent: z.boolean() })

export const invitationAnswer = z.strictObject({
  token,
  user: z.strictObject({ name, password: newPassword }).optional(),
})

export const chosenWorkspace = z.strictObject({ id: z.string().max(64) })

export const newWorkspace = z.strictObject({ name })
