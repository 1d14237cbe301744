import { MAX_NAME_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { takeFragment } from './fragment.ts'
import { NewPasswordField } from './new-password-field.tsx'

export function SetupPage() {
  const [token] = useState(takeFragment)
  const navigate = useNavigate()
  const setup = useMutation({
    async mutationFn(user: { name: string; email: string; password: string }) {
      await server.completeSetup({ token, ...user })
      await server.signIn(user)
    },
    onSuccess: () => navigate({ to: '/' }),
  })
  return (
    <PublicPage title={texts.setup.title}>
      <p className="text-muted-foreground">{token === '' ? texts.setup.noToken : texts.setup.lead}</p>
      {token !== '' && (
        <Form onSubmit={(form) => setup.mutate(readForm(form, ['name', 'email', 'password']))}>
          <Field
            large
            name="name"
            label={texts.setup.name}
            autoComplete="name"
            autoFocus
            maxLength={MAX_NAME_LENGTH}
          />
          <Field large name="email" type="email" label={texts.signIn.email} autoComplete="username" />
          <NewPasswordField large label={texts.signIn.password} />
          <Problem error={setup.error} />
          <Button type="submit" size="large" busy={setup.isPending}>
            {texts.setup.submit}
          </Button>
        </Form>
      )}
    </PublicPage>
  )
}
