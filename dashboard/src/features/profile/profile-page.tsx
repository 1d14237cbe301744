import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MonitorSmartphone } from 'lucide-react'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import { useMe, useRole } from '../session/me.ts'
import { MyAlerts } from '../settings/alerts.tsx'
import { NewPasswordField } from '../sign-in/new-password-field.tsx'
import { Passkeys } from './passkeys.tsx'
import { TwoFactor } from './two-factor.tsx'

/** The user's own sign-in settings. */
export function ProfilePage() {
  const me = useMe().data
  const { isAdmin } = useRole()
  return (
    <div className="mx-auto w-full max-w-2xl">
      <Page
        title={texts.profile.title}
        lead={me && `${me.name}, ${me.email}`}
        actions={
          <Link to="/profile/sessions" className={buttonClass({ look: 'outline' })}>
            <MonitorSmartphone aria-hidden className="size-3.75" /> {texts.sessions.title}
          </Link>
        }
      >
        <TwoFactor />
        <Passkeys />
        <PasswordForm />
        {isAdmin && <MyAlerts />}
      </Page>
    </div>
  )
}

function PasswordForm() {
  const queries = useQueryClient()
  const words = texts.profile
  const change = useMutation({
    mutationFn: server.changePassword,
    async onSuccess() {
      toast(words.passwordChanged)
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  return (
    <Card title={words.password}>
      <Form
        onSubmit={(form) => {
          const { current, password } = readForm(form, ['current', 'password'])
          const passwords = { currentPassword: current, newPassword: password }
          change.mutate(passwords, { onSuccess: () => form.reset() })
        }}
      >
        <Field name="current" type="password" label={words.currentPassword} autoComplete="current-password" />
        <NewPasswordField label={words.newPassword} />
        <Problem error={change.error} />
        <Button type="submit" className="self-start" busy={change.isPending}>
          {words.changePassword}
        </Button>
      </Form>
    </Card>
  )
}
