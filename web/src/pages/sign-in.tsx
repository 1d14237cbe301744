import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { hub } from '../hub.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function SignInPage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const signIn = useMutation({
    mutationFn: hub.signIn,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/' })
    },
  })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{texts.signIn.title}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate(readForm(event.currentTarget, ['email', 'password']))
        }}
      >
        <Field name="email" type="email" label={texts.signIn.email} autoComplete="username" autoFocus />
        <Field
          name="password"
          type="password"
          label={texts.signIn.password}
          autoComplete="current-password"
        />
        <Problem error={signIn.error} />
        <button disabled={signIn.isPending}>
          {signIn.isPending ? texts.signIn.busy : texts.signIn.submit}
        </button>
      </form>
    </main>
  )
}
