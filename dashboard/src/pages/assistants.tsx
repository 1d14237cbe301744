import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keySettings, signInSettings, type AssistantSettings } from '../assistant-settings.ts'
import { server } from '../api.ts'
import { AssistantKeys, Assistants } from '../parts/assistants.tsx'
import { Copy } from '../parts/copy.tsx'
import { useRole } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { texts } from '../texts.ts'
import { READ_SCOPES } from '../read-scopes.ts'

/** The authorized assistants, and the settings that connect another: a URL for those that sign in, a secret key for the rest. */
export function AssistantsPage() {
  const words = texts.assistants
  const { isAdmin } = useRole()
  const url = `${location.origin}/mcp`
  return (
    <>
      <h1>{words.title}</h1>
      <Assistants />
      {isAdmin && <AssistantKeys />}
      <h2>{words.connectTitle}</h2>
      <p>{words.connectLead}</p>
      <section className="card">
        <h3>{words.url}</h3>
        <p>{words.urlLead}</p>
        <Copy text={url} />
        <p className="soft">
          {words.readOnly} <code>{`${url}/readonly`}</code>
        </p>
      </section>
      {signInSettings(location.origin).map((settings) => (
        <Settings key={settings.client} settings={settings} copies />
      ))}
      {isAdmin && <WithKey />}
    </>
  )
}

function WithKey() {
  const words = texts.assistants
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => server.createKey({ name: words.keyName, scopes: [...READ_SCOPES] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const key = create.data?.secret
  return (
    <>
      <h2>{words.withKey}</h2>
      {key === undefined ? (
        <>
          <p className="soft">{words.withKeyLead}</p>
          <Problem error={create.error} />
          <p className="actions">
            <button className="quiet" disabled={create.isPending} onClick={() => create.mutate()}>
              {words.createKey}
            </button>
          </p>
        </>
      ) : (
        <p className="report" role="status">
          {words.copyNow} <Link to="/secret-keys">{words.allKeys}</Link>
        </p>
      )}
      {keySettings(location.origin, key ?? words.keyPlaceholder).map((settings) => (
        <Settings key={settings.client} settings={settings} copies={key !== undefined} />
      ))}
    </>
  )
}

function Settings({
  settings: { client, where, text },
  copies,
}: {
  readonly settings: AssistantSettings
  readonly copies: boolean
}) {
  return (
    <section className="card">
      <h3>
        {client} <span className="soft">{where}</span>
      </h3>
      {/* Wider than a phone: focusable, so that the keyboard can scroll it. */}
      <pre tabIndex={0}>{text}</pre>
      {copies && <Copy text={text} hidden />}
    </section>
  )
}
