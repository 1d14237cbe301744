import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { takeFragment } from '../fragment.ts'
import { server } from '../api.ts'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function ResetPasswordPage() {
  const words = texts.resetPassword
  const [token] = useState(takeFragment)
  const save = useMutation({ mutationFn: server.newPassword })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{words.title}</h1>
      {token === '' && <p>{words.noToken}</p>}
      {token !== '' && !save.isSuccess && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const { password } = readForm(event.currentTarget, ['password'])
            save.mutate({ token, newPassword: password })
          }}
        >
          <NewPasswordField label={texts.profile.newPassword} autoFocus />
          <Problem error={save.error} />
          <button disabled={save.isPending}>{words.submit}</button>
        </form>
      )}
      {save.isSuccess && <p role="status">{words.saved}</p>}
      <p>
        <Link to="/sign-in">{texts.signIn.title}</Link>
      </p>
    </main>
  )
}
