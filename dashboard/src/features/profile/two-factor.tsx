import { useMutation, useQueryClient } from '@tanstack/react-query'
import { renderSVG } from 'uqr'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Copy, CopyButton } from '../../ui/copy.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { useMe } from '../session/me.ts'

const words = texts.twoFactor

/** Turns two-factor authentication on and off, and shows recovery codes. */
export function TwoFactor() {
  const me = useMe().data
  return (
    <Card title={words.title} lead={words.lead}>
      {me && (me.twoFactorEnabled ? <TurnedOn /> : <TurnOn />)}
    </Card>
  )
}

function TurnOn() {
  const begin = useMutation({ mutationFn: server.enableTwoFactor })
  const queries = useQueryClient()
  const finish = useMutation({
    mutationFn: server.verifyTotp,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  if (!begin.data)
    return (
      <PasswordFirst
        label={words.setUp}
        busy={begin.isPending}
        error={begin.error}
        onPassword={begin.mutate}
      />
    )
  const { totpURI, backupCodes } = begin.data
  return (
    <ol className="flex list-decimal flex-col gap-4 pl-5">
      <li>
        {words.scan}
        <img
          className="my-3 w-48 max-w-full rounded-md bg-white"
          src={qrCodeUrl(totpURI)}
          alt={words.qrCode}
        />
        <Disclosure summary={words.manual}>
          <Copy text={new URL(totpURI).searchParams.get('secret') ?? ''} />
        </Disclosure>
      </li>
      <li>
        {words.keepCodes}
        <RecoveryCodes codes={backupCodes} />
      </li>
      <li>
        {words.verify}
        <Form
          className="mt-2"
          onSubmit={(form) => finish.mutate(readForm(form, ['code']).code.replaceAll(' ', ''))}
        >
          <Field name="code" label={texts.signIn.code} autoComplete="one-time-code" inputMode="numeric" />
          <Problem error={finish.error} />
          <Button type="submit" className="self-start" busy={finish.isPending}>
            {words.turnOn}
          </Button>
        </Form>
      </li>
    </ol>
  )
}

function TurnedOn() {
  const queries = useQueryClient()
  const newCodes = useMutation({ mutationFn: server.generateRecoveryCodes })
  const turnOff = useMutation({
    mutationFn: server.disableTwoFactor,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  return (
    <>
      <p>{words.on}</p>
      {newCodes.data && <RecoveryCodes codes={newCodes.data.backupCodes} />}
      <Disclosure summary={words.newCodes}>
        <p className="text-sm text-muted-foreground">{words.newCodesText}</p>
        <PasswordFirst
          label={words.newCodes}
          busy={newCodes.isPending}
          error={newCodes.error}
          onPassword={newCodes.mutate}
        />
      </Disclosure>
      <Disclosure summary={words.turnOff}>
        <PasswordFirst
          label={words.turnOff}
          busy={turnOff.isPending}
          error={turnOff.error}
          onPassword={turnOff.mutate}
        />
      </Disclosure>
    </>
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div role="status" className="mt-2 flex items-start gap-2 rounded-md border bg-muted p-3">
      <ul data-testid="recovery-codes" className="max-w-80 flex-1 columns-2">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')} />
    </div>
  )
}

interface PasswordFirstProps {
  readonly label: string
  readonly busy: boolean
  readonly error: unknown
  readonly onPassword: (password: string) => void
}

/** Asks for the password again. */
function PasswordFirst({ label, busy, error, onPassword }: PasswordFirstProps) {
  return (
    <Form onSubmit={(form) => onPassword(readForm(form, ['password']).password)}>
      <Field name="password" type="password" label={texts.signIn.password} autoComplete="current-password" />
      <Problem error={error} />
      <Button type="submit" look="outline" className="self-start" busy={busy}>
        {label}
      </Button>
    </Form>
  )
}

/** Dark on light in every color scheme, with the quiet zone that cameras need. */
function qrCodeUrl(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`
}
