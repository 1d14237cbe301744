import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { server } from '../../api.ts'
import { buttonClass } from '../../ui/button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import type { Neighbors } from '../../ui/neighbors.ts'
import { texts } from '../../words/index.ts'
import { DeliveryDetails } from './delivery-details.tsx'
import { DeliveryBadge } from './delivery-row.tsx'
import type { DeliveryFilter } from './delivery-search.ts'

const words = texts.webhooks

interface DeliveryPanelProps {
  readonly endpointId: string
  readonly deliveryId: string
  readonly filter: DeliveryFilter
  readonly neighbors: Neighbors
  readonly onOpen: (deliveryId: string) => void
  readonly onClose: () => void
}

/** One delivery, beside the list. */
export function DeliveryPanel(props: DeliveryPanelProps) {
  const { endpointId, deliveryId, filter, neighbors, onOpen, onClose } = props
  const delivery = useQuery({
    queryKey: ['delivery', deliveryId],
    queryFn: () => server.getWebhookDelivery(endpointId, deliveryId),
    staleTime: Infinity,
  })
  return (
    <DetailPanel
      words={{ ...words, label: words.delivery }}
      testId="delivery-panel"
      openId={deliveryId}
      neighbors={neighbors}
      onOpen={onOpen}
      onClose={onClose}
      back={
        <Link
          to="/webhooks/$webhookEndpointId"
          params={{ webhookEndpointId: endpointId }}
          search={filter}
          resetScroll={false}
          className={buttonClass({ look: 'ghost' })}
        >
          <ArrowLeft aria-hidden className="size-3.75" /> {words.allDeliveries}
        </Link>
      }
      query={delivery}
      badge={(data) => <DeliveryBadge delivery={data} pill />}
    >
      {(data) => <DeliveryDetails delivery={data} onOpen={onOpen} />}
    </DetailPanel>
  )
}
