import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, Member, Role } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { QueryProblem } from '../../ui/query-problem.tsx'
import { Row, Rows } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { useMe, useRole } from '../session/me.ts'
import { Invite } from './invite.tsx'
import { RoleSelect } from './role-select.tsx'

const words = texts.members

export function MembersPage() {
  const members = useQuery({ queryKey: ['members'], queryFn: server.listMembers })
  const invitations = useQuery({ queryKey: ['invitations'], queryFn: server.listInvitations })
  const { isOwner } = useRole()
  return (
    <Page title={words.title} lead={isOwner ? undefined : words.onlyOwners}>
      <QueryProblem queries={[members, invitations]} />
      {members.isPending && <Skeleton />}
      {members.data && (
        <div className="rounded-lg border bg-card">
          <Rows>
            {members.data.items.map((member) => (
              <MemberRow key={member.id} member={member} />
            ))}
            {invitations.data?.items.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </Rows>
        </div>
      )}
      {isOwner && <Invite />}
    </Page>
  )
}

function MemberRow({ member }: { readonly member: Member }) {
  const { id, name, email, role, joinedAt } = member
  const queries = useQueryClient()
  const me = useMe().data
  const { isOwner } = useRole()
  const onSuccess = (): Promise<void> => queries.invalidateQueries()
  const change = useMutation({ mutationFn: (next: Role) => server.updateMember(id, next), onSuccess })
  const remove = useMutation({ mutationFn: () => server.removeMember(id), onSuccess })
  return (
    <Row
      actions={
        isOwner ? (
          <>
            <RoleSelect
              label={words.roleOf(name)}
              role={role}
              busy={change.isPending}
              onChange={(next) => change.mutate(next)}
            />
            <ConfirmButton
              look="outline"
              label={
                <>
                  {words.remove} <span className="sr-only">{name}</span>
                </>
              }
              title={words.removeTitle(name)}
              text={words.removeText}
              yes={words.remove}
              busy={remove.isPending}
              onYes={() => remove.mutateAsync()}
            />
          </>
        ) : (
          <Tag>{texts.roles[role].name}</Tag>
        )
      }
    >
      <div className="flex items-center gap-3">
        <Monogram name={name} round />
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 text-base">
            {name} {id === me?.id && <Tag>{words.you}</Tag>}
          </h2>
          <p className="text-sm text-muted-foreground">
            {email} · {words.joined} <When at={joinedAt} />
          </p>
        </div>
      </div>
      <Problem error={change.error ?? remove.error} />
    </Row>
  )
}

function InvitationRow({ invitation }: { readonly invitation: Invitation }) {
  const { id, email, role, expiresAt } = invitation
  const queries = useQueryClient()
  const { isOwner } = useRole()
  const revoke = useMutation({
    mutationFn: () => server.revokeInvitation(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  return (
    <Row
      actions={
        isOwner && (
          <Button look="outline" busy={revoke.isPending} onClick={() => revoke.mutate()}>
            {words.revokeInvitation}
            <span className="sr-only"> {email}</span>
          </Button>
        )
      }
    >
      <div className="flex items-center gap-3">
        <Monogram name={email} round />
        <div className="min-w-0">
          <h2 className="text-base">{email}</h2>
          <p className="text-sm text-muted-foreground">
            {words.invitedAs(texts.roles[role].name)} · {words.expires} <When at={expiresAt} />
          </p>
        </div>
      </div>
      <Problem error={revoke.error} />
    </Row>
  )
}
