import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Scope } from '@letterlock/sdk'
import { server } from '../api.ts'
import { Copy } from '../parts/copy.tsx'
import { Field } from '../parts/field.tsx'
import { SecretKeyCard } from '../parts/secret-key-card.tsx'
import { Problem } from '../parts/problem.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

const SCOPES = Object.keys(texts.secretKeys.scopeNames) as Scope[]
/** What an application needs to connect the accounts of its end users and to use them. */
const DEFAULT_SCOPES: ReadonlySet<Scope> = new Set([
  'connect_sessions:write',
  'connections:read',
  'proxy:use',
  'tokens:read',
])

export function SecretKeysPage() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listKeys })
  const words = texts.secretKeys
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <p>
        <Link to="/assistants">{texts.assistants.connectTitle}</Link>
      </p>
      <Problem error={keys.error} />
      {keys.data?.items.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="cards">
        {keys.data?.items.map((key) => (
          <SecretKeyCard key={key.id} secretKey={key} />
        ))}
      </ul>
      <NewSecretKey />
    </>
  )
}

function NewSecretKey() {
  const queries = useQueryClient()
  const words = texts.secretKeys
  const create = useMutation({
    mutationFn: server.createKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <section className="card">
      <h2>{words.create}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { name } = readForm(form, ['name'])
          const chosen = new FormData(form)
          const scopes = SCOPES.filter((scope) => chosen.has(scope))
          create.mutate({ name, scopes }, { onSuccess: () => form.reset() })
        }}
      >
        <Field name="name" label={words.name} maxLength={100} autoComplete="off" />
        <fieldset>
          <legend>{words.scopes}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="choice">
              <input type="checkbox" name={scope} defaultChecked={DEFAULT_SCOPES.has(scope)} />{' '}
              {words.scopeNames[scope]}
            </label>
          ))}
        </fieldset>
        <Problem error={create.error} />
        <button disabled={create.isPending}>{words.create}</button>
      </form>
      {create.data?.secret && (
        <div className="report" role="status">
          <p>{words.copyNow}</p>
          <Copy text={create.data.secret} />
        </div>
      )}
    </section>
  )
}
