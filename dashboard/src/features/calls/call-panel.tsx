import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { DetailPanel, StepButton } from '../../ui/detail-panel.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
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
  const { newer, older } = useNeighbors(filter, callId)
  const [tone, icon] = lookOf(call.data?.statusCode ?? null)
  return (
    <DetailPanel
      label={words.call}
      testId="call-panel"
      openId={callId}
      onClose={onClose}
      back={
        <Link to="/calls" search={filter} resetScroll={false} className={buttonClass({ look: 'ghost' })}>
          <ArrowLeft aria-hidden className="size-3.75" /> {words.back}
        </Link>
      }
      badge={
        call.data && (
          <Badge tone={tone} icon={icon} pill>
            {call.data.statusCode ?? words.noClient}
          </Badge>
        )
      }
      actions={
        <>
          <StepButton name={words.newer} icon={ChevronUp} id={newer} onOpen={onOpen} />
          <StepButton name={words.older} icon={ChevronDown} id={older} onOpen={onOpen} />
        </>
      }
    >
      {call.error && (
        <div className="p-4">
          <Problem error={call.error} onRetry={() => call.refetch()} />
        </div>
      )}
      {call.isPending && (
        <div className="p-4">
          <Skeleton lines={6} />
        </div>
      )}
      {call.data && <CallDetails call={call.data} />}
    </DetailPanel>
  )
}
