import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../api.ts'
import { MyAlerts } from '../parts/alerts.tsx'
import { Field } from '../parts/field.tsx'
import { useMe } from '../parts/me.ts'
import { NewPasswordField } from '../parts/new-password-field.tsx'
import { Passkeys } from '../parts/passkeys.tsx'
import { Problem } from '../parts/problem.tsx'
import { TwoFactor } from '../parts/two-factor.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** The user's own sign-in settings. */
export function ProfilePage() {
  const me = useMe().data
  return (
    <>
      <h1>
        {texts.profile.title}{' '}
        {me && (
          <span className="soft">
            {me.name}, {me.email}
          </span>
        )}
      </h1>
      <p>
        <Link to="/profile/sessions">{texts.sessions.title}</Link>
      </p>
      <TwoFactor />
      <Passkeys />
      <PasswordForm />
      <MyAlerts />
    </>
  )
}

function PasswordForm() {
  const queries = useQueryClient()
  const words = texts.profile
  const change = useMutation({
    mutationFn: server.changePassword,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
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
        <Field name="current" type="password" label={words.currentPassword} autoComplete="current-password" />
        <NewPasswordField label={words.newPassword} />
        <Problem error={change.error} />
        <p role="status">{change.isSuccess && words.passwordChanged}</p>
        <button disabled={change.isPending}>{words.changePassword}</button>
      </form>
    </section>
  )
}
