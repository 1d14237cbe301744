import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Provider } from '@letterlock/sdk'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Row, Rows } from '../../ui/row.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { useProviders } from '../providers/providers.ts'
import { useRole } from '../session/me.ts'
import { useConnect } from './use-connect.ts'

const words = texts.newConnection

export function NewConnectionPage() {
  // A link from an assistant names the provider.
  const [linked] = useState(() => new URLSearchParams(location.search).get('provider') ?? '')
  const [search, setSearch] = useState('')
  const providers = useProviders()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: MAX_PAGE_SIZE }) })
  const connect = useConnect()
  const withApp = new Set(apps.data?.items.map(({ provider }) => provider))
  const term = search.trim().toLowerCase()
  const shown =
    providers.data?.items.filter(({ id, name }) =>
      term === '' && linked !== '' ? id === linked : name.toLowerCase().includes(term),
    ) ?? []
  return (
    <div className="mx-auto w-full max-w-2xl">
      <Page title={words.title} lead={words.lead}>
        <SearchField className="w-full" label={words.search} value={search} onChange={setSearch} />
        <Problem error={providers.error ?? apps.error ?? connect.error} />
        {providers.isPending && <Skeleton lines={4} />}
        {providers.isSuccess && (
          <div className="rounded-lg border bg-card">
            {shown.length === 0 && <Empty title={words.none(search)} />}
            <Rows>
              {shown.map((provider) => (
                <ProviderRow
                  key={provider.id}
                  provider={provider}
                  hasApp={!apps.isSuccess || withApp.has(provider.id)}
                  busy={connect.isPending && connect.variables.provider === provider.id}
                  disabled={connect.isPending}
                  onConnect={() => connect.mutate({ provider: provider.id })}
                />
              ))}
            </Rows>
          </div>
        )}
      </Page>
    </div>
  )
}

interface ProviderRowProps {
  readonly provider: Provider
  readonly hasApp: boolean
  readonly busy: boolean
  readonly disabled: boolean
  readonly onConnect: () => void
}

function ProviderRow({ provider, hasApp, busy, disabled, onConnect }: ProviderRowProps) {
  const { isAdmin } = useRole()
  return (
    <Row
      short
      actions={
        hasApp ? (
          <Button look="outline" busy={busy} disabled={disabled} onClick={onConnect}>
            {words.connect}
            <span className="sr-only"> {provider.name}</span>
            <ArrowRight aria-hidden className="size-3.75" />
          </Button>
        ) : (
          isAdmin && (
            <Link to="/oauth-apps" className={buttonClass({ look: 'outline' })}>
              {words.addApp}
            </Link>
          )
        )
      }
    >
      <div className="flex items-center gap-3">
        <Monogram name={provider.name} />
        <div>
          <h2 className="text-base">{provider.name}</h2>
          <p className="text-sm text-muted-foreground">
            {!hasApp ? words.noApp : provider.accessTokensExpire ? words.refreshed : words.lasting}
          </p>
        </div>
      </div>
    </Row>
  )
}
