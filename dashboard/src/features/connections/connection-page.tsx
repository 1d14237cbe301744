import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Connection, DeletedConnection } from '@letterlock/sdk'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Page } from '../../ui/page.tsx'
import { SectionNav } from '../../ui/section-nav.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { History } from '../activity/history.tsx'
import { CallList } from '../calls/call-list.tsx'
import { ConnectionMetrics } from '../calls/connection-metrics.tsx'
import { RECENT_CALLS } from '../calls/use-calls.ts'
import { DataCard } from '../data/data-card.tsx'
import { LabelsCard } from '../labels/labels-card.tsx'
import { useProviderName, useProviders } from '../providers/providers.ts'
import { useEndUserName, useRole } from '../session/me.ts'
import { ApiKeyForm } from './api-key-form.tsx'
import { ConnectionActions } from './connection-actions.tsx'
import { Deleted, DeleteConnection } from './delete-connection.tsx'
import { Details } from './details.tsx'
import { Disconnect, DisconnectReport } from './disconnect.tsx'
import { PermissionsForm } from './permissions-form.tsx'
import { StatusBadge } from './status-badge.tsx'
import { StatusCard } from './status-card.tsx'

export function ConnectionPage() {
  const { connectionId: id } = useParams({ from: '/signed-in/connections/$connectionId' })
  const [deleted, setDeleted] = useState<{ report: DeletedConnection; provider: string }>()
  const providerName = useProviderName()
  const found = useQuery({
    queryKey: ['connection', id],
    queryFn: () => server.getConnection(id),
    enabled: deleted === undefined,
  })
  const { data } = found
  if (deleted) return <Deleted report={deleted.report} provider={providerName(deleted.provider)} />
  if (data)
    return <Found connection={data} onDeleted={(report) => setDeleted({ report, provider: data.provider })} />
  return (
    <Page title={texts.connections.title}>
      {found.isPending ? (
        <Skeleton lines={6} />
      ) : (
        <Problem error={found.error} onRetry={() => found.refetch()} />
      )}
      <p>
        <Link to="/connections">{texts.connection.back}</Link>
      </p>
    </Page>
  )
}

interface FoundProps {
  readonly connection: Connection
  readonly onDeleted: (report: DeletedConnection) => void
}

function Found({ connection, onDeleted }: FoundProps) {
  const { id, account, provider, endUserId } = connection
  const endUserName = useEndUserName()(endUserId)
  const providerName = useProviderName()(provider)
  const supportsApiKeys = useProviders().data?.items.some(
    ({ id: each, authMethods }) => each === provider && authMethods.includes('api_key'),
  )
  const hasData = connection.activeCredential !== null
  const words = texts.connection
  return (
    <Page
      title={account.name}
      badge={<StatusBadge connection={connection} pill />}
      breadcrumb={<Breadcrumb providerName={providerName} />}
      lead={endUserName === null ? undefined : texts.connections.for(endUserName)}
      actions={<ConnectionActions connection={connection} />}
    >
      <SectionNav
        label={account.name}
        sections={[
          ['status', texts.connections.status],
          ...(hasData ? [['data', texts.data.title] as const] : []),
          ['calls', texts.calls.log],
          ['activity', words.activity],
          ['permissions', texts.permissions.title],
          ['danger-zone', words.dangerZone],
        ]}
      />
      <div className="grid items-start gap-4 *:*:scroll-mt-14 wide:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <DisconnectReport connection={connection} provider={providerName} />
          <StatusCard connection={connection} />
          <ConnectionMetrics connectionId={id} />
          {hasData && <DataCard connectionId={id} provider={providerName} />}
          <Card id="calls" title={texts.calls.log} flush>
            <CallList
              filter={{ connectionId: id }}
              columns="ofConnection"
              most={RECENT_CALLS}
              empty={<p className="p-4 text-sm text-muted-foreground">{texts.calls.none}</p>}
            />
          </Card>
          <Card id="activity" title={words.activity} flush>
            <History query={{ connectionId: id }} empty={texts.activity.empty} most={10} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.details} flush>
            <Details connection={connection} />
          </Card>
          <Card id="permissions" title={texts.permissions.title}>
            <PermissionsForm connection={connection} />
          </Card>
          <LabelsCard connection={connection} />
          {supportsApiKeys && (
            <Card title={texts.apiKey.title}>
              <ApiKeyForm connection={connection} provider={providerName} />
            </Card>
          )}
          <Card id="danger-zone" title={words.dangerZone}>
            <div className="flex flex-wrap gap-2">
              <Disconnect connection={connection} provider={providerName} />
              <DeleteConnection connection={connection} onDeleted={onDeleted} />
            </div>
          </Card>
        </div>
      </div>
    </Page>
  )
}

function Breadcrumb({ providerName }: { readonly providerName: string }) {
  const { isAdmin } = useRole()
  return (
    <nav
      aria-label={texts.connection.breadcrumb}
      className="mb-1.5 flex items-center gap-1.5 text-sm text-muted-foreground"
    >
      <Link to="/connections" className="hover:text-foreground hover:underline">
        {isAdmin ? texts.connections.title : texts.nav.myAccounts}
      </Link>
      <ChevronRight aria-hidden className="size-3.5" />
      <Monogram name={providerName} size="small" /> {providerName}
    </nav>
  )
}
