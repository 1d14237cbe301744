import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { takeFragment } from '../fragment.ts'
import { hub } from '../hub.ts'
import { Field } from '../parts/field.tsx'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function SetUpPage() {
  const [token] = useState(takeFragment)
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
          <NewPasswordField label={texts.signIn.password} />
          <Problem error={setUp.error} />
          <button disabled={setUp.isPending}>
            {setUp.isPending ? texts.setUp.busy : texts.setUp.submit}
          </button>
        </form>
      )}
    </main>
  )
}
