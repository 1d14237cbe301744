import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'

export function ForgotPasswordPage() {
  const words = texts.forgotPassword
  const ask = useMutation({ mutationFn: server.requestPasswordReset })
  return (
    <PublicPage title={words.title}>
      {ask.isSuccess ? (
        <p role="status">{words.sent}</p>
      ) : (
        <>
          <p className="text-muted-foreground">{words.lead}</p>
          <Form onSubmit={(form) => ask.mutate(readForm(form, ['email']).email)}>
            <Field
              large
              name="email"
              type="email"
              label={texts.signIn.email}
              autoComplete="username"
              autoFocus
            />
            <Problem error={ask.error} />
            <Button type="submit" size="large" busy={ask.isPending}>
              {words.submit}
            </Button>
          </Form>
        </>
      )}
      <Link to="/sign-in" className="link text-sm">
        {words.back}
      </Link>
    </PublicPage>
  )
}
