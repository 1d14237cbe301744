import { useMutation, useQueryClient } from '@tanstack/react-query'
import { renderSVG } from 'uqr'
import { server } from '../api.ts'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { Copy } from './copy.tsx'
import { Field } from './field.tsx'
import { useMe } from './me.ts'
import { Problem } from './problem.tsx'

/** A code of an app beside the password: switched on, recovery codes made anew, switched off. */
export function TwoFactor() {
  const me = useMe().data
  const words = texts.secondFactor
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="soft">{words.lead}</p>
      {me && (me.secondFactor ? <SwitchedOn /> : <SwitchOn />)}
    </section>
  )
}

function SwitchOn() {
  const begin = useMutation({ mutationFn: server.enableTwoFactor })
  const queries = useQueryClient()
  const finish = useMutation({
    mutationFn: server.giveCode,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const words = texts.secondFactor
  if (!begin.data)
    return (
      <PasswordFirst
        label={words.begin}
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
          <img className="qr" src={pictureOf(totpURI)} alt={words.picture} />
          <details>
            <summary>{words.noCamera}</summary>
            <Copy text={new URL(totpURI).searchParams.get('secret') ?? ''} />
          </details>
        </li>
        <li>
          {words.keepCodes}
          <RecoveryCodes codes={backupCodes} />
        </li>
        <li>
          {words.giveCode}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              finish.mutate(readForm(event.currentTarget, ['code']).code.replaceAll(' ', ''))
            }}
          >
            <Field name="code" label={texts.signIn.code} autoComplete="one-time-code" inputMode="numeric" />
            <Problem error={finish.error} />
            <button disabled={finish.isPending}>{words.finish}</button>
          </form>
        </li>
      </ol>
    </>
  )
}

function SwitchedOn() {
  const queries = useQueryClient()
  const refreshTokenSet = useMutation({ mutationFn: server.newRecoveryCodes })
  const off = useMutation({
    mutationFn: server.disableTwoFactor,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const words = texts.secondFactor
  return (
    <>
      <p>{words.on}</p>
      {refreshTokenSet.data && <RecoveryCodes codes={refreshTokenSet.data.backupCodes} />}
      <details>
        <summary>{words.newCodes}</summary>
        <p className="soft">{words.newCodesText}</p>
        <PasswordFirst
          label={words.newCodes}
          busy={refreshTokenSet.isPending}
          error={refreshTokenSet.error}
          onPassword={refreshTokenSet.mutate}
        />
      </details>
      <details>
        <summary>{words.off}</summary>
        <PasswordFirst label={words.off} busy={off.isPending} error={off.error} onPassword={off.mutate} />
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

/** A browser that somebody left open is not enough for this. */
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

/** Dark on light in every colour scheme, with the margin that cameras need. */
function pictureOf(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`
}
