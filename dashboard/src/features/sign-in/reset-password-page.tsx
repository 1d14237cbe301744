import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { takeFragment } from './fragment.ts'
import { NewPasswordField } from './new-password-field.tsx'

export function ResetPasswordPage() {
  const [token] = useState(takeFragment)
  const words = texts.resetPassword
  const save = useMutation({
    mutationFn: (newPassword: string) => server.resetPassword({ token, newPassword }),
  })
  return (
    <PublicPage title={words.title}>
      {token === '' && <p className="text-muted-foreground">{words.noToken}</p>}
      {save.isSuccess && <p role="status">{words.saved}</p>}
      {token !== '' && !save.isSuccess && (
        <Form onSubmit={(form) => save.mutate(readForm(form, ['password']).password)}>
          <NewPasswordField large label={texts.profile.newPassword} autoFocus />
          <Problem error={save.error} />
          <Button type="submit" size="large" busy={save.isPending}>
            {words.submit}
          </Button>
        </Form>
      )}
      <Link to="/sign-in" className="link text-sm">
        {texts.forgotPassword.back}
      </Link>
    </PublicPage>
  )
}
