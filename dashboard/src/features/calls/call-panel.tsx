import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { texts } from '../../words/index.ts'
import { CallDetails } from './call-details.tsx'
import { lookOf } from './call-look.ts'
import type { CallFilter } from './call-search.ts'
import { useNeighbors } from './use-calls.ts'

const words = texts.calls

interface CallPanelProps {
  readonly callId: string
  readonly filter: CallFilter
  readonly onClose: () => void
  readonly onOpen: (callId: string) => void
}

/** One call, beside the log. */
export function CallPanel({ callId, filter, onClose, onOpen }: CallPanelProps) {
  const call = useQuery({
    queryKey: ['call', callId],
    queryFn: () => server.getCall(callId),
    staleTime: Infinity,
  })
  return (
    <DetailPanel
      words={{ ...words, label: words.call }}
      testId="call-panel"
      openId={callId}
      neighbors={useNeighbors(filter, callId)}
      onOpen={onOpen}
      onClose={onClose}
      back={
        <Link to="/calls" search={filter} resetScroll={false} className={buttonClass({ look: 'ghost' })}>
          <ArrowLeft aria-hidden className="size-3.75" /> {words.back}
        </Link>
      }
      query={call}
      badge={({ statusCode }) => {
        const [tone, icon] = lookOf(statusCode)
        return (
          <Badge tone={tone} icon={icon} pill>
            {statusCode ?? words.noClient}
          </Badge>
        )
      }}
    >
      {(data) => <CallDetails call={data} />}
    </DetailPanel>
  )
}
