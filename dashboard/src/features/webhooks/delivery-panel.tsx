import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react'
import { server } from '../../api.ts'
import { buttonClass } from '../../ui/button.tsx'
import { DetailPanel, StepButton } from '../../ui/detail-panel.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { DeliveryDetails } from './delivery-details.tsx'
import { DeliveryBadge } from './delivery-row.tsx'
import type { DeliveryFilter } from './delivery-search.ts'

const words = texts.webhooks

interface DeliveryPanelProps {
  readonly endpointId: string
  readonly deliveryId: string
  readonly filter: DeliveryFilter
  readonly newer: string | undefined
  readonly older: string | undefined
  readonly onOpen: (deliveryId: string) => void
  readonly onClose: () => void
}

/** One delivery, beside the list. */
export function DeliveryPanel(props: DeliveryPanelProps) {
  const { endpointId, deliveryId, filter, newer, older, onOpen, onClose } = props
  const delivery = useQuery({
    queryKey: ['delivery', deliveryId],
    queryFn: () => server.getWebhookDelivery(endpointId, deliveryId),
    staleTime: Infinity,
  })
  return (
    <DetailPanel
      label={words.delivery}
      testId="delivery-panel"
      openId={deliveryId}
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
      badge={delivery.data && <DeliveryBadge delivery={delivery.data} pill />}
      actions={
        <>
          <StepButton name={words.newer} icon={ChevronUp} id={newer} onOpen={onOpen} />
          <StepButton name={words.older} icon={ChevronDown} id={older} onOpen={onOpen} />
        </>
      }
    >
      {delivery.error && (
        <div className="p-4">
          <Problem error={delivery.error} onRetry={() => delivery.refetch()} />
        </div>
      )}
      {delivery.isPending && (
        <div className="p-4">
          <Skeleton lines={6} />
        </div>
      )}
      {delivery.data && <DeliveryDetails delivery={delivery.data} onOpen={onOpen} />}
    </DetailPanel>
  )
}
