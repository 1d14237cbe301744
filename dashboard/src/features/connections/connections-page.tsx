import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { withChanges } from '../../ui/with-changes.ts'
import { texts } from '../../words/index.ts'
import { LabelFilter } from '../labels/label-filter.tsx'
import { useProviders } from '../providers/providers.ts'
import { useEndUserName, useRole } from '../session/me.ts'
import { STATUSES, type ConnectionSearch } from './connection-search.ts'
import { ConnectionsTable } from './connections-table.tsx'
import { MyAccounts } from './my-accounts.tsx'
import { useConnectionCount, useConnections, useRows } from './use-connections.ts'

const words = texts.connections

/** The connections of the workspace; of a member, their own. */
export function ConnectionsPage() {
  const { isAdmin } = useRole()
  return isAdmin ? <AllConnections /> : <MyAccounts />
}

function AllConnections() {
  const filter = useSearch({ from: '/signed-in/connections' })
  // The list may lag behind the filters; both use the same deferred value.
  const deferred = useDeferredValue(filter)
  const list = useConnections(deferred)
  const { rows: shown, onLook } = useRows(deferred, { list: list.data, loadedAt: list.dataUpdatedAt })
  const { sort: _sort, ...conditions } = deferred
  const filtered = Object.keys(conditions).length > 0
  const navigate = useNavigate({ from: '/connections' })
  const count = useConnectionCount(conditions)
  const total = useConnectionCount({})
  const add = (
    <Link to="/connections/new" className={buttonClass()}>
      <Plus aria-hidden className="size-3.75" /> {words.add}
    </Link>
  )
  const isEmpty = list.isSuccess && shown.length === 0 && !filtered
  return (
    <Page
      title={words.title}
      actions={
        isEmpty ? undefined : (
          <>
            <ExportMenu path="/v1/connections/export" query={conditions} />
            {add}
          </>
        )
      }
    >
      {!isEmpty && <Filters filter={filter} />}
      <Problem error={list.error} onRetry={() => list.refetch()} />
      {list.isPending && <Skeleton lines={6} />}
      {isEmpty && (
        <div className="rounded-lg border bg-card">
          <Empty title={words.empty} actions={add}>
            {words.emptyNext}
          </Empty>
        </div>
      )}
      {list.isSuccess && shown.length === 0 && filtered && (
        <div className="rounded-lg border bg-card">
          <Empty
            title={words.none}
            actions={
              <Link to="/connections" className={buttonClass({ look: 'outline' })}>
                {words.clear}
              </Link>
            }
          />
        </div>
      )}
      {shown.length > 0 && count !== undefined && total !== undefined && (
        <p className="-mb-2 text-sm text-muted-foreground" role="status">
          {filtered ? words.of(count, total) : words.count(total)}
        </p>
      )}
      {shown.length > 0 && (
        <ConnectionsTable
          // New filters clear the selection.
          key={JSON.stringify(conditions)}
          connections={shown}
          total={count}
          filter={deferred}
          onSort={(chosen) =>
            void navigate({ search: chosen ? { ...conditions, sort: chosen } : conditions })
          }
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          onLook={onLook}
        />
      )}
    </Page>
  )
}

function Filters({ filter }: { readonly filter: ConnectionSearch }) {
  const navigate = useNavigate({ from: '/connections' })
  const providers = useProviders().data?.items ?? []
  const endUserNameOf = useEndUserName()
  const [search, setSearch] = useState(filter.search ?? '')
  const change = (changes: Partial<Record<keyof ConnectionSearch, string>>): void => {
    void navigate({ search: withChanges(filter, changes), replace: true })
  }
  // Back, or a link to other filters.
  useEffect(() => setSearch(filter.search ?? ''), [filter.search])
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        className="w-full tablet:w-72"
        label={words.search}
        value={search}
        onChange={(value) => {
          setSearch(value)
          change({ search: value.trim() })
        }}
      />
      <Select
        className="max-tablet:min-w-[40%] max-tablet:flex-auto"
        aria-label={words.status}
        value={filter.status ?? ''}
        options={[
          ['', words.anyStatus],
          ...STATUSES.map((status) => [status, texts.status[status]] as const),
        ]}
        onChange={(event) => change({ status: event.target.value })}
      />
      <Select
        className="max-tablet:min-w-[40%] max-tablet:flex-auto"
        aria-label={words.provider}
        value={filter.provider ?? ''}
        options={[['', words.anyProvider], ...providers.map(({ id, name }) => [id, name] as const)]}
        onChange={(event) => change({ provider: event.target.value })}
      />
      <LabelFilter value={filter.label} onChange={(label) => change({ label })} />
      {filter.endUserId !== undefined && (
        <FilterChip
          name={`${words.endUser}: ${endUserNameOf(filter.endUserId) ?? texts.members.you}`}
          onRemove={() => change({ endUserId: '' })}
        />
      )}
    </div>
  )
}
