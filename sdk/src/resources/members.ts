import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  CreatedInvitation,
  CreateInvitationInput,
  Invitation,
  Member,
  UpdateMemberInput,
} from '../wire.ts'

/** The users of the workspace. */
export function members({ list, patch, delete: remove }: Api) {
  return {
    /** One page. */
    list: (options?: RequestOptions) => list<Member>(path`/v1/members`, options),
    /** Changes the role. @throws LetterlockApiError owner_required for the last owner */
    update: (userId: string, input: UpdateMemberInput, options?: RequestOptions) =>
      patch<void>(path`/v1/members/${{ userId }}`, options, input),
    /** Access ends immediately. The user's connections stay. @throws LetterlockApiError owner_required for the last owner */
    remove: (userId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/members/${{ userId }}`, options),
  }
}

/** Invitations to the workspace that are not accepted yet. */
export function invitations({ list, post, delete: remove }: Api) {
  return {
    /** One page. */
    list: (options?: RequestOptions) => list<Invitation>(path`/v1/invitations`, options),
    /** Emails a link, which is also in the response. @throws LetterlockApiError member_exists */
    create: (input: CreateInvitationInput, options?: RequestOptions) =>
      post<CreatedInvitation>(path`/v1/invitations`, options, input),
    /** Its link stops working. */
    revoke: (invitationId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/invitations/${{ invitationId }}`, options),
  }
}
