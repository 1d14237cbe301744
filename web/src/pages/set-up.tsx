import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { hub } from '../hub.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** The fragment of the printed link: it never leaves the browser but in the body of one request. */
function takeToken(): string {
  const token = location.hash.slice(1)
  if (token !== '') history.replaceState(null, '', location.pathname)
  return token
}

export function SetUpPage() {
  const [token] = useState(takeToken)
  const navigate = useNavigate()
  const setUp = useMutation({
    async mutationFn(person: { name: string; email: string; password: string }) {
      await hub.setUp({ token, ...person })
      await hub.signIn(person)
    },
    onSuccess: () => navigate({ to: '/' }),
  })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{texts.setUp.title}</h1>
      <p>{token === '' ? texts.setUp.noToken : texts.setUp.lead}</p>
      {token !== '' && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setUp.mutate(readForm(event.currentTarget, ['name', 'email', 'password']))
          }}
        >
          <Field name="name" label={texts.setUp.name} autoComplete="name" autoFocus maxLength={100} />
          <Field name="email" type="email" label={texts.signIn.email} autoComplete="username" />
          <Field
            name="password"
            type="password"
            label={texts.signIn.password}
            hint={texts.setUp.passwordHint}
            autoComplete="new-password"
            minLength={15}
            maxLength={128}
          />
          <Problem error={setUp.error} />
          <button disabled={setUp.isPending}>
            {setUp.isPending ? texts.setUp.busy : texts.setUp.submit}
          </button>
        </form>
      )}
    </main>
  )
}
