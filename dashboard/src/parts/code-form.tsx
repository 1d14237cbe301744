import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { server } from '../api.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { Field } from './field.tsx'
import { Problem } from './problem.tsx'

/** The second step of signing in: a code from the authenticator app, or a recovery code. */
export function CodeForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [recovering, setRecovering] = useState(false)
  const give = useMutation({
    mutationFn: recovering ? server.giveRecoveryCode : server.giveCode,
    onSuccess: onDone,
  })
  const words = texts.signIn
  return (
    <form
      key={String(recovering)}
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate(readForm(event.currentTarget, ['code']).code.replaceAll(' ', ''))
      }}
    >
      <Field
        name="code"
        label={recovering ? words.recoveryCode : words.code}
        autoComplete="one-time-code"
        inputMode={recovering ? 'text' : 'numeric'}
        autoFocus
        spellCheck={false}
      />
      <Problem error={give.error} />
      <button disabled={give.isPending}>{give.isPending ? words.busy : words.submit}</button>
      <p>
        <button
          type="button"
          className="link"
          onClick={() => {
            give.reset()
            setRecovering(!recovering)
          }}
        >
          {recovering ? words.useApp : words.useRecoveryCode}
        </button>
      </p>
    </form>
  )
}
