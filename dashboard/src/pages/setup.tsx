import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { takeFragment } from '../fragment.ts'
import { server } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function SetupPage() {
  const [token] = useState(takeFragment)
  const navigate = useNavigate()
  const setup = useMutation({
    async mutationFn(user: { name: string; email: string; password: string }) {
      await server.setup({ token, ...user })
      await server.signIn(user)
    },
    onSuccess: () => navigate({ to: '/' }),
  })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{texts.setup.title}</h1>
      <p>{token === '' ? texts.setup.noToken : texts.setup.lead}</p>
      {token !== '' && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setup.mutate(readForm(event.currentTarget, ['name', 'email', 'password']))
          }}
        >
          <Field name="name" label={texts.setup.name} autoComplete="name" autoFocus maxLength={100} />
          <Field name="email" type="email" label={texts.signIn.email} autoComplete="username" />
          <NewPasswordField label={texts.signIn.password} />
          <Problem error={setup.error} />
          <button disabled={setup.isPending}>
            {setup.isPending ? texts.setup.busy : texts.setup.submit}
          </button>
        </form>
      )}
    </main>
  )
}
