import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'

/** The second step of signing in: a code from the authenticator app, or a recovery code. */
export function CodeForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [recovering, setRecovering] = useState(false)
  const give = useMutation({
    mutationFn: recovering ? server.verifyRecoveryCode : server.verifyTotp,
    onSuccess: onDone,
  })
  const words = texts.signIn
  return (
    <Form
      key={String(recovering)}
      onSubmit={(form) => give.mutate(readForm(form, ['code']).code.replaceAll(' ', ''))}
    >
      <Field
        large
        name="code"
        label={recovering ? words.recoveryCode : words.code}
        autoComplete="one-time-code"
        inputMode={recovering ? 'text' : 'numeric'}
        autoFocus
        spellCheck={false}
      />
      <Problem error={give.error} />
      <Button type="submit" size="large" busy={give.isPending}>
        {words.submit}
      </Button>
      <button
        type="button"
        className="link self-start text-sm"
        onClick={() => {
          give.reset()
          setRecovering(!recovering)
        }}
      >
        {recovering ? words.useApp : words.useRecoveryCode}
      </button>
    </Form>
  )
}
