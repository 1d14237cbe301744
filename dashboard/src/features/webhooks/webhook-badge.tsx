import type { WebhookEndpoint } from '@letterlock/sdk'
import { CircleCheck, CirclePause, CircleSlash, TriangleAlert } from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { texts } from '../../words/index.ts'

const LOOKS = {
  enabled: ['ok', CircleCheck],
  failing: ['warn', TriangleAlert],
  paused: ['off', CirclePause],
  disabled: ['lost', CircleSlash],
} as const

interface WebhookBadgeProps {
  readonly endpoint: WebhookEndpoint
  readonly pill?: boolean
}

export function WebhookBadge({ endpoint, pill = false }: WebhookBadgeProps) {
  const { status, failingSince } = endpoint
  const shown = status === 'enabled' && failingSince !== null ? 'failing' : status
  const [tone, icon] = LOOKS[shown]
  return (
    <Badge tone={tone} icon={icon} pill={pill} testId="webhook-status">
      {texts.webhooks.statuses[shown]}
    </Badge>
  )
}
