import type { Connection } from '@letterlock/sdk'
import { CircleCheck, ClockAlert, TriangleAlert, Unplug } from 'lucide-react'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Since } from '../../ui/since.tsx'
import { texts } from '../../words/index.ts'

export const STATUS_LOOKS = {
  connected: ['ok', CircleCheck],
  expiring_soon: ['warn', ClockAlert],
  disconnected: ['lost', Unplug],
} as const
const LOOKS = { ...STATUS_LOOKS, unchecked: ['warn', TriangleAlert] } as const

interface StatusBadgeProps {
  readonly connection: Connection
  readonly pill?: boolean
}

/** After a failed check a connection is not shown as connected. */
export function StatusBadge({ connection, pill = false }: StatusBadgeProps) {
  const { status, failedCheck } = connection
  const shown = shownStatus(connection)
  const [tone, icon] = LOOKS[shown]
  return (
    <Badge tone={tone} icon={icon} pill={pill} testId="status">
      {shown === 'unchecked' && failedCheck !== null ? (
        <>
          {texts.status.unchecked} <Since at={failedCheck.since} />
        </>
      ) : (
        texts.status[status]
      )}
    </Badge>
  )
}

function shownStatus({ status, failedCheck }: Connection): keyof typeof LOOKS {
  return status === 'connected' && failedCheck !== null ? 'unchecked' : status
}

export function toneOf(connection: Connection): Tone {
  return LOOKS[shownStatus(connection)][0]
}
