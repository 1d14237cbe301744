import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InvitationPreview } from '@letterlock/sdk'
import { useState } from 'react'
import { takeFragment } from '../fragment.ts'
import { server } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { useMe } from '../parts/me.ts'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Problem } from '../parts/problem.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** The link of an invitation: a user joins as themselves, or creates an account. */
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
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{look.data ? words.title(look.data.workspaceName) : words.plainTitle}</h1>
      {token === '' && <p>{words.noToken}</p>}
      <Problem error={look.error} />
      {look.data && <p>{words.lead(look.data.email, texts.roles[look.data.role].name)}</p>}
      {look.data?.needsEmail && <ConfirmEmail token={token} email={look.data.email} />}
      {look.data?.needsEmail === false &&
        (look.data.userExists ? (
          <JoinAsUser token={token} />
        ) : (
          <JoinAsNewUser token={token} look={look.data} />
        ))}
    </main>
  )
}

/** Others have seen this link; only the invited user has the one in the email. */
function ConfirmEmail({ token, email }: { readonly token: string; readonly email: string }) {
  const words = texts.acceptInvitation
  const send = useMutation({ mutationFn: () => server.sendInvitationAgain(token) })
  return (
    <>
      <p>{words.emailFirst(email)}</p>
      <Problem error={send.error} />
      <p role="status">{send.data && (send.data.emailSent ? words.resent : words.notSent)}</p>
      <button disabled={send.isPending} onClick={() => send.mutate()}>
        {words.resend}
      </button>
    </>
  )
}

function useAccept() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: server.acceptInvitation,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/' })
    },
  })
}

function JoinAsUser({ token }: { readonly token: string }) {
  const me = useMe()
  const accept = useAccept()
  if (me.isPending) return <p className="soft">{texts.loading}</p>
  if (!me.data) return <SignInForm onDone={async () => accept.mutate({ token })} />
  return (
    <>
      <Problem error={accept.error} />
      <button disabled={accept.isPending} onClick={() => accept.mutate({ token })}>
        {texts.acceptInvitation.submitAs(me.data.name)}
      </button>
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
    <form
      onSubmit={(event) => {
        event.preventDefault()
        join.mutate(readForm(event.currentTarget, ['name', 'password']))
      }}
    >
      <Field name="name" label={texts.setup.name} autoComplete="name" maxLength={100} autoFocus />
      <NewPasswordField label={texts.signIn.password} />
      <Problem error={join.error} />
      <button disabled={join.isPending}>{texts.acceptInvitation.submit}</button>
    </form>
  )
}
