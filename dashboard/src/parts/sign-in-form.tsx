import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { server } from '../api.ts'
import { askPasskey, passkeysWork } from '../passkeys.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { CodeForm } from './code-form.tsx'
import { Field } from './field.tsx'
import { Problem } from './problem.tsx'

/** Password and, if enabled, a two-factor code; or a passkey alone. */
export function SignInForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [needsCode, setNeedsCode] = useState(false)
  const signIn = useMutation({
    mutationFn: server.signIn,
    onSuccess: async ({ twoFactorRedirect }) => (twoFactorRedirect ? setNeedsCode(true) : onDone()),
  })
  const passkey = useMutation({
    mutationFn: async () => server.signInWithPasskey(await askPasskey(await server.beginPasskeySignIn())),
    onSuccess: onDone,
  })
  const words = texts.signIn
  if (needsCode) return <CodeForm onDone={onDone} />
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate(readForm(event.currentTarget, ['email', 'password']))
        }}
      >
        <Field name="email" type="email" label={words.email} autoComplete="username" autoFocus />
        <Field name="password" type="password" label={words.password} autoComplete="current-password" />
        <Problem error={signIn.error ?? passkey.error} />
        <button disabled={signIn.isPending}>{signIn.isPending ? words.busy : words.submit}</button>
      </form>
      {passkeysWork() && (
        <p>
          <button className="quiet" disabled={passkey.isPending} onClick={() => passkey.mutate()}>
            {words.passkey}
          </button>
        </p>
      )}
    </>
  )
}
