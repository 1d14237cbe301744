import { MAX_NAME_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InvitationPreview } from '@letterlock/sdk'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { useMe } from '../session/me.ts'
import { takeFragment } from './fragment.ts'
import { NewPasswordField } from './new-password-field.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The page of an invitation: a signed-in user joins, or a new user is created. */
export function AcceptInvitationPage() {
  const words = texts.acceptInvitation
  const [token] = useState(takeFragment)
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => server.previewInvitation(token),
    retry: false,
    enabled: token !== '',
  })
  return (
    <PublicPage title={look.data ? words.title(look.data.workspaceName) : words.plainTitle}>
      {token === '' && <p>{words.noToken}</p>}
      <Problem error={look.error} />
      {look.isLoading && <Skeleton />}
      {look.data && (
        <p className="text-muted-foreground">
          {words.lead(look.data.email, texts.roles[look.data.role].name)}
        </p>
      )}
      {look.data?.needsEmail && <ConfirmEmail token={token} email={look.data.email} />}
      {look.data?.needsEmail === false &&
        (look.data.userExists ? (
          <JoinAsUser token={token} />
        ) : (
          <JoinAsNewUser token={token} look={look.data} />
        ))}
    </PublicPage>
  )
}

/** The inviter has seen this link too; only the invited user has the link in the email. */
function ConfirmEmail({ token, email }: { readonly token: string; readonly email: string }) {
  const words = texts.acceptInvitation
  const send = useMutation({ mutationFn: () => server.resendInvitation(token) })
  return (
    <>
      <p>{words.emailFirst(email)}</p>
      <Problem error={send.error} />
      <p role="status">{send.data && (send.data.emailSent ? words.resent : words.notSent)}</p>
      <Button size="large" busy={send.isPending} onClick={() => send.mutate()}>
        {words.resend}
      </Button>
    </>
  )
}

function JoinAsUser({ token }: { readonly token: string }) {
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: server.acceptInvitation,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/' })
    },
  })
  if (me.isPending) return <Skeleton />
  if (!me.data) return <SignInForm onDone={async () => accept.mutate({ token })} />
  return (
    <>
      <Problem error={accept.error} />
      <Button size="large" busy={accept.isPending} onClick={() => accept.mutate({ token })}>
        {texts.acceptInvitation.submitAs(me.data.name)}
      </Button>
    </>
  )
}

function JoinAsNewUser({ token, look }: { readonly token: string; readonly look: InvitationPreview }) {
  const navigate = useNavigate()
  const join = useMutation({
    async mutationFn(user: { name: string; password: string }) {
      await server.acceptInvitation({ token, user })
      await server.signIn({ email: look.email, password: user.password })
    },
    onSuccess: () => navigate({ to: '/' }),
  })
  return (
    <Form onSubmit={(form) => join.mutate(readForm(form, ['name', 'password']))}>
      <Field
        large
        name="name"
        label={texts.setup.name}
        autoComplete="name"
        maxLength={MAX_NAME_LENGTH}
        autoFocus
      />
      <NewPasswordField large label={texts.signIn.password} />
      <Problem error={join.error} />
      <Button type="submit" size="large" busy={join.isPending}>
        {texts.acceptInvitation.submit}
      </Button>
    </Form>
  )
}
