import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hub } from '../hub.ts'
import { browserInWords } from '../browser-in-words.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { When } from '../parts/when.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

export function DevicesPage() {
  const queries = useQueryClient()
  const devices = useQuery({ queryKey: ['devices'], queryFn: hub.listDevices })
  const remove = useMutation({
    mutationFn: hub.removeDevice,
    // Whoever removes the browser in hand is signed out: everything is asked anew.
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <h1>{texts.devices.title}</h1>
      <p>{texts.devices.lead}</p>
      <Problem error={devices.error ?? remove.error} />
      <ul className="cards">
        {devices.data?.map(({ id, token, userAgent, createdAt, updatedAt }) => (
          <li className="card" key={id}>
            <h2>{browserInWords(userAgent) ?? texts.devices.unknown}</h2>
            <p className="soft">
              Signed in <When at={createdAt} />, last seen <When at={updatedAt} />
            </p>
            <button className="quiet" disabled={remove.isPending} onClick={() => remove.mutate(token)}>
              {texts.devices.remove}
            </button>
          </li>
        ))}
      </ul>
      <PasswordForm />
    </>
  )
}

function PasswordForm() {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: hub.changePassword,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  })
  return (
    <section className="card">
      <h2>{texts.devices.password}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const { current, next } = readForm(event.currentTarget, ['current', 'next'])
          change.mutate({ currentPassword: current, newPassword: next })
          event.currentTarget.reset()
        }}
      >
        <Field name="current" type="password" label={texts.devices.current} autoComplete="current-password" />
        <Field
          name="next"
          type="password"
          label={texts.devices.next}
          hint={texts.setUp.passwordHint}
          autoComplete="new-password"
          minLength={15}
          maxLength={128}
        />
        <Problem error={change.error} />
        <p role="status">{change.isSuccess && texts.devices.changed}</p>
        <button disabled={change.isPending}>{texts.devices.change}</button>
      </form>
    </section>
  )
}
