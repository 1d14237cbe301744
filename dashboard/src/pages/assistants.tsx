import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keySettings, signInSettings, type AssistantSettings } from '../assistant-settings.ts'
import { server } from '../api.ts'
import { Copy } from '../parts/copy.tsx'
import { useRole } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { texts } from '../texts.ts'

/** The address for each client, which brings the person to the page of consent; or a key, where a client cannot sign in. */
export function AssistantsPage() {
  const words = texts.assistants
  const { runs } = useRole()
  const address = `${location.origin}/mcp`
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <section className="card">
        <h2>{words.address}</h2>
        <p>{words.addressLead}</p>
        <Copy text={address} />
        <p className="soft">
          {words.readOnly} <code>{`${address}/readonly`}</code>
        </p>
      </section>
      {signInSettings(location.origin).map((settings) => (
        <Settings key={settings.client} settings={settings} copies />
      ))}
      {runs && <WithKey />}
    </>
  )
}

function WithKey() {
  const words = texts.assistants
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => server.createKey({ name: words.keyName, scopes: ['marketing.read'] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const key = create.data?.secret
  return (
    <>
      <h2>{words.withKey}</h2>
      {key === undefined ? (
        <>
          <p className="soft">{words.begin}</p>
          <Problem error={create.error} />
          <p className="actions">
            <button className="quiet" disabled={create.isPending} onClick={() => create.mutate()}>
              {words.make}
            </button>
          </p>
        </>
      ) : (
        <p className="report" role="status">
          {words.once} <Link to="/secret-keys">{words.keys}</Link>
        </p>
      )}
      {keySettings(location.origin, key ?? words.placeholder).map((settings) => (
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
      {/* Wider than a phone: it can be scrolled by keyboard, too. */}
      <pre tabIndex={0}>{text}</pre>
      {copies && <Copy text={text} hidden />}
    </section>
  )
}
