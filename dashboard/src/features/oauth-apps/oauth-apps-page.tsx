import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { useQuery } from '@tanstack/react-query'
import type { OAuthApp, Provider } from '@letterlock/sdk'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryProblem } from '../../ui/query-problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { useProviders } from '../providers/providers.ts'
import { RegisterSteps } from './register-steps.tsx'
import { RegisteredApp } from './registered-app.tsx'

const words = texts.oauthApps

/** The OAuth apps by provider: accounts of a provider can be connected once it has one. */
export function OAuthAppsPage() {
  const providers = useProviders()
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => server.listOAuthApps({ limit: MAX_PAGE_SIZE }) })
  return (
    <Page title={words.title} lead={words.lead}>
      <QueryProblem queries={[providers, apps]} />
      {(providers.isPending || apps.isPending) && <Skeleton lines={5} />}
      {apps.data &&
        providers.data?.items.map((provider) => (
          <ProviderCard
            key={provider.id}
            provider={provider}
            apps={apps.data.items.filter((app) => app.provider === provider.id)}
          />
        ))}
    </Page>
  )
}

interface ProviderCardProps {
  readonly provider: Provider
  readonly apps: readonly OAuthApp[]
}

function ProviderCard({ provider, apps }: ProviderCardProps) {
  const registered = apps.length > 0
  return (
    <Card
      title={
        <span className="flex items-center gap-2.5">
          <Monogram name={provider.name} /> {provider.name}
        </span>
      }
      actions={
        <Badge
          pill
          tone={registered ? 'ok' : 'off'}
          icon={registered ? CircleCheck : CircleDashed}
          testId="oauth-app-status"
        >
          {registered ? words.ready : words.notRegistered}
        </Badge>
      }
    >
      <div className="flex flex-col gap-3">
        {!registered && <p className="text-muted-foreground">{words.none}</p>}
        {apps.map((app) => (
          <RegisteredApp key={app.id} app={app} provider={provider} />
        ))}
        <Disclosure summary={registered ? words.addAnother : words.add} open={!registered}>
          <RegisterSteps provider={provider} />
        </Disclosure>
      </div>
    </Card>
  )
}
