import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, Member, Role } from '@letterlock/sdk'
import { server } from '../api.ts'
import { Confirm } from '../parts/confirm-dialog.tsx'
import { Copy } from '../parts/copy.tsx'
import { Field } from '../parts/field.tsx'
import { useMe, useRole } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { RoleSelect } from '../parts/role-select.tsx'
import { When } from '../parts/when.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function MembersPage() {
  const members = useQuery({ queryKey: ['members'], queryFn: server.listMembers })
  const invitations = useQuery({ queryKey: ['invitations'], queryFn: server.listInvitations })
  const { isOwner } = useRole()
  const words = texts.members
  return (
    <>
      <h1>{words.title}</h1>
      <Problem error={members.error ?? invitations.error} />
      <ul className="cards">
        {members.data?.items.map((member) => (
          <MemberCard key={member.id} member={member} />
        ))}
        {invitations.data?.items.map((invitation) => (
          <InvitationCard key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      {isOwner ? <Invite /> : <p className="soft">{words.onlyOwners}</p>}
    </>
  )
}

function MemberCard({ member }: { readonly member: Member }) {
  const { id, name, email, role, joinedAt } = member
  const queries = useQueryClient()
  const me = useMe().data
  const { isOwner } = useRole()
  const words = texts.members
  const onSuccess = (): Promise<void> => queries.invalidateQueries()
  const change = useMutation({ mutationFn: (next: Role) => server.changeRole(id, next), onSuccess })
  const remove = useMutation({ mutationFn: () => server.removeMember(id), onSuccess })
  return (
    <li className="card">
      <h2>
        {name} {id === me?.id && <span className="soft">{words.you}</span>}
      </h2>
      <p>{email}</p>
      <p className="soft">
        {words.joined} <When at={joinedAt} />
      </p>
      {isOwner ? (
        <div className="row">
          <RoleSelect
            label={words.roleOf(name)}
            role={role}
            disabled={change.isPending}
            onChange={(next) => change.mutate(next)}
          />
          <Confirm
            className="quiet"
            label={
              <>
                {words.remove} <span className="hidden">{name}</span>
              </>
            }
            title={words.removeTitle(name)}
            text={words.removeText}
            yes={words.remove}
            no={texts.cancel}
            busy={remove.isPending}
            onYes={() => remove.mutateAsync()}
          />
        </div>
      ) : (
        <p>{texts.roles[role].name}</p>
      )}
      <Problem error={change.error ?? remove.error} />
    </li>
  )
}

function InvitationCard({ invitation }: { readonly invitation: Invitation }) {
  const { id, email, role, expiresAt } = invitation
  const queries = useQueryClient()
  const { isOwner } = useRole()
  const revoke = useMutation({
    mutationFn: () => server.revokeInvitation(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  const words = texts.members
  return (
    <li className="card waiting">
      <h2>{email}</h2>
      <p>{words.invitedAs(texts.roles[role].name)}</p>
      <p className="soft">
        {words.expires} <When at={expiresAt} />
      </p>
      {isOwner && (
        <button className="quiet" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          {words.revokeInvitation}
          <span className="hidden"> {email}</span>
        </button>
      )}
      <Problem error={revoke.error} />
    </li>
  )
}

function Invite() {
  const queries = useQueryClient()
  const words = texts.members
  const invite = useMutation({
    mutationFn: server.invite,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  return (
    <section className="card">
      <h2>{words.inviteTitle}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { email, role } = readForm(form, ['email', 'role'])
          invite.mutate({ email: email.trim(), role: role as Role }, { onSuccess: () => form.reset() })
        }}
      >
        <Field name="email" type="email" label={texts.signIn.email} autoComplete="off" />
        <fieldset>
          <legend>{words.role}</legend>
          {(['member', 'admin', 'owner'] as const).map((role) => (
            <label key={role} className="choice">
              <input type="radio" name="role" value={role} defaultChecked={role === 'member'} />{' '}
              {texts.roles[role].name} <span className="soft">{texts.roles[role].description}</span>
            </label>
          ))}
        </fieldset>
        <Problem error={invite.error} />
        <button disabled={invite.isPending}>{words.invite}</button>
      </form>
      {invite.data && (
        <div className="report" role="status">
          <p>{invite.data.emailSent ? words.sent(invite.data.email) : words.notSent(invite.data.email)}</p>
          <Copy text={invite.data.url} />
        </div>
      )}
    </section>
  )
}
