import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { hub } from '../hub.ts'
import { usePlatforms } from '../parts/platforms.ts'
import { Problem } from '../parts/problem.tsx'
import { useConnect } from '../parts/use-connect.ts'
import { texts } from '../texts.ts'

export function AddPage() {
  // An assistant's link names the platform.
  const [asked] = useState(() => new URLSearchParams(location.search).get('platform') ?? '')
  const [words, setWords] = useState('')
  const platforms = usePlatforms()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => hub.listApps({ limit: 200 }) })
  const connect = useConnect()
  const withApp = new Set(apps.data?.items.map(({ provider }) => provider))
  const wanted = words.trim().toLowerCase()
  const shown =
    platforms.data?.items.filter(({ id, name }) =>
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
      <Problem error={platforms.error ?? apps.error ?? connect.error} />
      {platforms.isSuccess && shown.length === 0 && <p className="soft">{texts.add.none(words)}</p>}
      <ul className="cards">
        {shown.map(({ id, name, tokensExpire }) => (
          <li className="card" key={id}>
            <h2>{name}</h2>
            <p className="soft">{tokensExpire ? texts.add.expires : texts.add.lasting}</p>
            {apps.isSuccess && !withApp.has(id) ? (
              <p className="soft">
                {texts.add.noApp} <Link to="/apps">{texts.add.register}</Link>
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
