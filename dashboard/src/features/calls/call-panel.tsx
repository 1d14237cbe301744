import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { server } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
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

/** One call, beside the list; on a phone in its place. Escape closes it, and the focus returns to its row. */
export function CallPanel({ callId, filter, onClose, onOpen }: CallPanelProps) {
  const panel = useRef<HTMLElement>(null)
  const call = useQuery({
    queryKey: ['call', callId],
    queryFn: () => server.getCall(callId),
    staleTime: Infinity,
  })
  const { newer, older } = useNeighbors(filter, callId)
  const openId = useRef(callId)
  useEffect(() => void (openId.current = callId), [callId])
  useEffect(() => {
    panel.current?.focus()
    return () => document.getElementById(openId.current)?.focus()
  }, [])
  const [tone, icon] = lookOf(call.data?.statusCode ?? null)
  const step = (name: string, Icon: typeof X, id: string | undefined) => (
    <Button
      look="ghost"
      square
      icon={Icon}
      aria-label={name}
      disabled={id === undefined}
      onClick={() => id && onOpen(id)}
    />
  )
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={words.call}
      data-testid="call-panel"
      className="min-w-0 rounded-lg border bg-card outline-none focus-visible:shadow-none wide:sticky wide:top-6 wide:max-h-[calc(100dvh-3rem)] wide:overflow-y-auto"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className="flex min-h-12 items-center gap-1 border-b py-1 pr-2 pl-4 max-wide:pl-2">
        <Link
          to="/calls"
          search={filter}
          resetScroll={false}
          className={`${buttonClass({ look: 'ghost' })} wide:hidden!`}
        >
          <ArrowLeft aria-hidden className="size-3.75" /> {words.back}
        </Link>
        {call.data && (
          <span className="max-wide:hidden">
            <Badge tone={tone} icon={icon} pill>
              {call.data.statusCode ?? words.noClient}
            </Badge>
          </span>
        )}
        <span className="flex-1" />
        {step(words.newer, ChevronUp, newer)}
        {step(words.older, ChevronDown, older)}
        <Button
          look="ghost"
          square
          icon={X}
          aria-label={texts.close}
          className="max-wide:hidden"
          onClick={onClose}
        />
      </header>
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
    </aside>
  )
}
