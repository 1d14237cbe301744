import { useNavigate, useSearch } from '@tanstack/react-router'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { Empty } from '../../ui/empty.tsx'
import { neighborsOf } from '../../ui/neighbors.ts'
import { PagedList } from '../../ui/paged-list.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { withChanges } from '../../ui/with-changes.ts'
import { texts } from '../../words/index.ts'
import { DeliveryPanel } from './delivery-panel.tsx'
import { DeliveryHead, DeliveryRow } from './delivery-row.tsx'
import type { DeliverySearch } from './delivery-search.ts'
import { useDeliveries } from './use-deliveries.ts'

const words = texts.webhooks

/** The deliveries to an endpoint, one attempt per row; each opens to its request and response. */
export function Deliveries({ endpointId }: { readonly endpointId: string }) {
  const { deliveryId, ...filter } = useSearch({ from: '/signed-in/webhooks/$webhookEndpointId' })
  const navigate = useNavigate({ from: '/webhooks/$webhookEndpointId' })
  const change = (search: DeliverySearch, replace = true): void =>
    void navigate({ search, replace, resetScroll: false })
  const deliveries = useDeliveries(endpointId, filter)
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? []
  const isOpen = deliveryId !== undefined
  return (
    <div className={classes('grid items-start gap-4', isOpen && 'wide:grid-cols-[minmax(0,1fr)_26rem]')}>
      <Card
        title={words.deliveries}
        flush
        className={isOpen ? 'max-wide:hidden' : ''}
        actions={
          <Segmented
            label={words.status}
            value={filter.status ?? ''}
            options={[
              ['', words.outcomes.all],
              ['succeeded', words.outcomes.succeeded],
              ['failed', words.outcomes.failed],
            ]}
            onChange={(status) => change(withChanges(filter, { status }))}
          />
        }
      >
        <PagedList
          pages={deliveries}
          isEmpty={items.length === 0}
          empty={<Empty title={filter.status === undefined ? words.noDeliveries : words.noneMatch} />}
        >
          {items.length > 0 && <DeliveryHead />}
          <ul className="divide-y">
            {items.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                filter={filter}
                isOpen={delivery.id === deliveryId}
              />
            ))}
          </ul>
        </PagedList>
      </Card>
      {isOpen && (
        <DeliveryPanel
          endpointId={endpointId}
          deliveryId={deliveryId}
          filter={filter}
          neighbors={neighborsOf(
            items.map(({ id }) => id),
            deliveryId,
          )}
          onOpen={(id) => change({ ...filter, deliveryId: id })}
          onClose={() => change(filter, false)}
        />
      )}
    </div>
  )
}
