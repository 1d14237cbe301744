import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { CodeForm } from './code-form.tsx'
import { askPasskey, passkeysWork } from './passkeys.ts'

/** Password and, if enabled, a two-factor code; or a passkey alone. */
export function SignInForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [needsCode, setNeedsCode] = useState(false)
  const signIn = useMutation({
    mutationFn: server.signIn,
    onSuccess: async ({ twoFactorRedirect }) => (twoFactorRedirect ? setNeedsCode(true) : onDone()),
  })
  const passkey = useMutation({
    mutationFn: async () =>
      server.verifyPasskeySignIn(await askPasskey(await server.getPasskeySignInOptions())),
    onSuccess: onDone,
  })
  const words = texts.signIn
  if (needsCode) return <CodeForm onDone={onDone} />
  return (
    <>
      <Form onSubmit={(form) => signIn.mutate(readForm(form, ['email', 'password']))}>
        <Field large name="email" type="email" label={words.email} autoComplete="username" autoFocus />
        <Field
          large
          name="password"
          type="password"
          label={words.password}
          autoComplete="current-password"
          aside={
            <Link to="/forgot-password" className="link text-sm">
              {words.forgot}
            </Link>
          }
        />
        <Problem error={signIn.error ?? passkey.error} />
        <Button type="submit" size="large" busy={signIn.isPending}>
          {words.submit}
        </Button>
      </Form>
      {passkeysWork() && (
        <>
          <p className="flex items-center gap-3 text-sm text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            {words.or}
          </p>
          <Button
            look="outline"
            size="large"
            icon={Fingerprint}
            busy={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {words.passkey}
          </Button>
        </>
      )}
    </>
  )
}
