import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { assistantSettings } from '../assistant-settings.ts'
import { hub } from '../hub.ts'
import { Copy } from '../parts/copy.tsx'
import { Problem } from '../parts/problem.tsx'
import { texts } from '../texts.ts'

/** A key that can read and nothing else, and where it goes for each client. */
export function AssistantsPage() {
  const words = texts.assistants
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => hub.createKey({ name: words.keyName, rights: ['marketing.read'] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const key = create.data?.secret
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      {key === undefined ? (
        <>
          <p className="soft">{words.begin}</p>
          <Problem error={create.error} />
          <p className="actions">
            <button disabled={create.isPending} onClick={() => create.mutate()}>
              {words.make}
            </button>
          </p>
        </>
      ) : (
        <p className="report" role="status">
          {words.once} <Link to="/keys">{words.keys}</Link>
        </p>
      )}
      {assistantSettings(location.origin, key ?? words.placeholder).map(({ client, where, text }) => (
        <section className="card" key={client}>
          <h2>
            {client} <span className="soft">{where}</span>
          </h2>
          {/* Wider than a phone: it can be scrolled by keyboard, too. */}
          <pre tabIndex={0}>{text}</pre>
          {key !== undefined && <Copy text={text} hidden />}
        </section>
      ))}
    </>
  )
}
