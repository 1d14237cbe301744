import { useMutation, useQueryClient } from '@tanstack/react-query'
import { renderSVG } from 'uqr'
import { server } from '../api.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { Copy } from './copy.tsx'
import { Field } from './field.tsx'
import { useMe } from './me.ts'
import { Problem } from './problem.tsx'

/** Turns two-factor authentication on and off, and shows recovery codes. */
export function TwoFactor() {
  const me = useMe().data
  const words = texts.twoFactor
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="soft">{words.lead}</p>
      {me && (me.twoFactorEnabled ? <TurnedOn /> : <TurnOn />)}
    </section>
  )
}

function TurnOn() {
  const begin = useMutation({ mutationFn: server.enableTwoFactor })
  const queries = useQueryClient()
  const finish = useMutation({
    mutationFn: server.giveCode,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const words = texts.twoFactor
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
    <>
      <ol>
        <li>
          {words.scan}
          <img className="qr" src={qrCodeUrl(totpURI)} alt={words.qrCode} />
          <details>
            <summary>{words.manual}</summary>
            <Copy text={new URL(totpURI).searchParams.get('secret') ?? ''} />
          </details>
        </li>
        <li>
          {words.keepCodes}
          <RecoveryCodes codes={backupCodes} />
        </li>
        <li>
          {words.verify}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              finish.mutate(readForm(event.currentTarget, ['code']).code.replaceAll(' ', ''))
            }}
          >
            <Field name="code" label={texts.signIn.code} autoComplete="one-time-code" inputMode="numeric" />
            <Problem error={finish.error} />
            <button disabled={finish.isPending}>{words.turnOn}</button>
          </form>
        </li>
      </ol>
    </>
  )
}

function TurnedOn() {
  const queries = useQueryClient()
  const newCodes = useMutation({ mutationFn: server.newRecoveryCodes })
  const turnOff = useMutation({
    mutationFn: server.disableTwoFactor,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const words = texts.twoFactor
  return (
    <>
      <p>{words.on}</p>
      {newCodes.data && <RecoveryCodes codes={newCodes.data.backupCodes} />}
      <details>
        <summary>{words.newCodes}</summary>
        <p className="soft">{words.newCodesText}</p>
        <PasswordFirst
          label={words.newCodes}
          busy={newCodes.isPending}
          error={newCodes.error}
          onPassword={newCodes.mutate}
        />
      </details>
      <details>
        <summary>{words.turnOff}</summary>
        <PasswordFirst
          label={words.turnOff}
          busy={turnOff.isPending}
          error={turnOff.error}
          onPassword={turnOff.mutate}
        />
      </details>
    </>
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div className="report" role="status">
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Copy text={codes.join('\n')} hidden />
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
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onPassword(readForm(event.currentTarget, ['password']).password)
      }}
    >
      <Field name="password" type="password" label={texts.signIn.password} autoComplete="current-password" />
      <Problem error={error} />
      <button className="quiet" disabled={busy}>
        {label}
      </button>
    </form>
  )
}

/** Dark on light in every color scheme, with the margin that cameras need. */
function qrCodeUrl(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`
}
