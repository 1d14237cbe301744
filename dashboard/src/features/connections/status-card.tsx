import type { Connection } from '@letterlock/sdk'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toneOf } from './status-badge.tsx'
import { useProviderName } from '../providers/providers.ts'
import { Plot } from './plot.tsx'
import { statusInWords } from './status-in-words.ts'
import { Timeline } from './timeline.tsx'

const KINDS = { ok: 'ok', warn: 'warn', lost: 'lost', off: 'info' } as const

/** The status in words, and how the latest checks and refreshes went. */
export function StatusCard({ connection }: { readonly connection: Connection }) {
  const { id } = connection
  const { detail, nextStep } = statusInWords(connection, useProviderName())
  return (
    <Card id="status">
      <div className="flex flex-col gap-4">
        <Notice kind={KINDS[toneOf(connection)]}>
          <p className="font-medium">{detail}</p>
          {nextStep && <p>{nextStep}</p>}
        </Notice>
        <Plot connection={connection} />
        <Timeline connection={id} />
      </div>
    </Card>
  )
}
