import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function ForgotPasswordPage() {
  const words = texts.forgotPassword
  const ask = useMutation({ mutationFn: server.askForPassword })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{words.title}</h1>
      {ask.isSuccess ? (
        <p role="status">{words.sent}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            ask.mutate(readForm(event.currentTarget, ['email']).email)
          }}
        >
          <p className="soft">{words.lead}</p>
          <Field name="email" type="email" label={texts.signIn.email} autoComplete="username" autoFocus />
          <Problem error={ask.error} />
          <button disabled={ask.isPending}>{words.submit}</button>
        </form>
      )}
      <p>
        <Link to="/sign-in">{words.back}</Link>
      </p>
    </main>
  )
}
