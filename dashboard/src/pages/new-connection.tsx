import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../api.ts'
import { useProviders } from '../parts/providers.ts'
import { Problem } from '../parts/problem.tsx'
import { useConnect } from '../parts/use-connect.ts'
import { texts } from '../texts.ts'

export function NewConnectionPage() {
  // An assistant's link names the platform.
  const [asked] = useState(() => new URLSearchParams(location.search).get('provider') ?? '')
  const [words, setWords] = useState('')
  const providers = useProviders()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: 200 }) })
  const connect = useConnect()
  const withApp = new Set(apps.data?.items.map(({ provider }) => provider))
  const wanted = words.trim().toLowerCase()
  const shown =
    providers.data?.items.filter(({ id, name }) =>
      wanted === '' && asked !== '' ? id === asked : name.toLowerCase().includes(wanted),
    ) ?? []
  return (
    <>
      <h1>{texts.add.title}</h1>
      <p>{texts.add.lead}</p>
      <input
        type="search"
        aria-label={texts.add.search}
        placeholder={texts.add.search}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Problem error={providers.error ?? apps.error ?? connect.error} />
      {providers.isSuccess && shown.length === 0 && <p className="soft">{texts.add.none(words)}</p>}
      <ul className="cards">
        {shown.map(({ id, name, accessTokensExpire }) => (
          <li className="card" key={id}>
            <h2>{name}</h2>
            <p className="soft">{accessTokensExpire ? texts.add.expires : texts.add.lasting}</p>
            {apps.isSuccess && !withApp.has(id) ? (
              <p className="soft">
                {texts.add.noApp} <Link to="/oauth-apps">{texts.add.register}</Link>
              </p>
            ) : (
              <button disabled={connect.isPending} onClick={() => connect.mutate({ provider: id })}>
                {connect.isPending && connect.variables.provider === id
                  ? texts.add.opening
                  : texts.add.connect}
                <span className="hidden"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
