import type { Connection } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { useEndUserName } from '../session/me.ts'
import { ConnectionRow } from './connection-row.tsx'
import type { Ask } from './use-ask.tsx'
import type { useVirtualRows } from './use-virtual-rows.ts'

const MINUTE_MS = 60_000

interface ConnectionRowsProps {
  readonly connections: readonly Connection[]
  readonly rows: Pick<ReturnType<typeof useVirtualRows>, 'items' | 'measure' | 'before' | 'after'>
  /** Whether there is a column for them. */
  readonly hasLabels: boolean
  readonly isSelected: (id: string) => boolean
  readonly onToggle: (connection: Connection) => void
  readonly onAsk: Ask
}

/** The rows near the viewport. Looks up shared data once. */
export function ConnectionRows({ connections, rows, hasLabels, ...chosen }: ConnectionRowsProps) {
  const { isSelected, onToggle, onAsk } = chosen
  const { items, measure, before, after } = rows
  const providerNameOf = useProviderName()
  const endUserNameOf = useEndUserName()
  const minute = Math.floor(Date.now() / MINUTE_MS)
  return (
    <tbody className="block tablet:table-row-group">
      {before > 0 && <tr aria-hidden style={{ height: before }} />}
      {items.map(({ index, key }) => {
        const connection = connections[index]
        return (
          connection && (
            <ConnectionRow
              key={key}
              connection={connection}
              providerName={providerNameOf(connection.provider)}
              endUser={endUserNameOf(connection.endUserId) ?? texts.members.you}
              minute={minute}
              index={index}
              hasLabels={hasLabels}
              measure={measure}
              selected={isSelected(connection.id)}
              onToggle={onToggle}
              onAsk={onAsk}
            />
          )
        )
      })}
      {after > 0 && <tr aria-hidden style={{ height: after }} />}
    </tbody>
  )
}
