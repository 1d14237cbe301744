import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { useMe } from '../parts/me.ts'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Passkeys } from '../parts/passkeys.tsx'
import { Problem } from '../parts/problem.tsx'
import { TwoFactor } from '../parts/two-factor.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** How the person signs in. */
export function ProfilePage() {
  const me = useMe().data
  return (
    <>
      <h1>
        {me?.name} <span className="soft">{me?.email}</span>
      </h1>
      <p>
        <Link to="/profile/sessions">{texts.devices.where}</Link>
      </p>
      <TwoFactor />
      <Passkeys />
      <PasswordForm />
    </>
  )
}

function PasswordForm() {
  const queries = useQueryClient()
  const words = texts.devices
  const change = useMutation({
    mutationFn: server.changePassword,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  })
  return (
    <section className="card">
      <h2>{words.password}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { current, password } = readForm(form, ['current', 'password'])
          const passwords = { currentPassword: current, newPassword: password }
          change.mutate(passwords, { onSuccess: () => form.reset() })
        }}
      >
        <Field name="current" type="password" label={words.current} autoComplete="current-password" />
        <NewPasswordField label={words.next} />
        <Problem error={change.error} />
        <p role="status">{change.isSuccess && words.changed}</p>
        <button disabled={change.isPending}>{words.change}</button>
      </form>
    </section>
  )
}
