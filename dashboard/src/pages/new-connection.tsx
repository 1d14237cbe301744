import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../api.ts'
import { useProviders } from '../parts/providers.ts'
import { Problem } from '../parts/problem.tsx'
import { useConnect } from '../parts/use-connect.ts'
import { texts } from '../texts.ts'

export function NewConnectionPage() {
  // A link of an assistant names the provider.
  const [linked] = useState(() => new URLSearchParams(location.search).get('provider') ?? '')
  const [search, setSearch] = useState('')
  const providers = useProviders()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: 100 }) })
  const connect = useConnect()
  const withApp = new Set(apps.data?.items.map(({ provider }) => provider))
  const term = search.trim().toLowerCase()
  const shown =
    providers.data?.items.filter(({ id, name }) =>
      term === '' && linked !== '' ? id === linked : name.toLowerCase().includes(term),
    ) ?? []
  return (
    <>
      <h1>{texts.newConnection.title}</h1>
      <p>{texts.newConnection.lead}</p>
      <input
        type="search"
        aria-label={texts.newConnection.search}
        placeholder={texts.newConnection.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Problem error={providers.error ?? apps.error ?? connect.error} />
      {providers.isSuccess && shown.length === 0 && (
        <p className="soft">{texts.newConnection.none(search)}</p>
      )}
      <ul className="cards">
        {shown.map(({ id, name, accessTokensExpire }) => (
          <li className="card" key={id}>
            <h2>{name}</h2>
            <p className="soft">
              {accessTokensExpire ? texts.newConnection.refreshed : texts.newConnection.lasting}
            </p>
            {apps.isSuccess && !withApp.has(id) ? (
              <p className="soft">
                {texts.newConnection.noApp} <Link to="/oauth-apps">{texts.newConnection.addApp}</Link>
              </p>
            ) : (
              <button disabled={connect.isPending} onClick={() => connect.mutate({ provider: id })}>
                {connect.isPending && connect.variables.provider === id
                  ? texts.newConnection.opening
                  : texts.newConnection.connect}
                <span className="hidden"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
