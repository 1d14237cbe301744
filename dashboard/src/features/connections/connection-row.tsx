import { Link } from '@tanstack/react-router'
import type { Connection } from '@letterlock/sdk'
import { Activity, Ellipsis, PlugZap, RefreshCw, Trash2, Unplug } from 'lucide-react'
import { memo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import type { TriggerProps } from '../../ui/menu-entry.ts'
import { Menu } from '../../ui/menu.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { LabelTags } from '../labels/label-tags.tsx'
import { useConnect } from '../connect/use-connect.ts'
import { applies } from './actions.ts'
import { OfEndUser } from './of-end-user.tsx'
import { StatusBadge } from './status-badge.tsx'
import { statusInWords } from './status-in-words.ts'
import { TokenInWords } from './token-in-words.tsx'
import type { Ask } from './use-ask.tsx'
import { useRunAction } from './use-run-action.ts'

const words = texts.connections

interface ConnectionRowProps {
  readonly connection: Connection
  readonly providerName: string
  readonly endUser: string
  readonly index: number
  /** Whether there is a column for them. */
  readonly hasLabels: boolean
  /** Minutes since the epoch: a row shows how long ago things were. */
  readonly minute: number
  readonly measure: (row: HTMLTableRowElement | null) => void
  readonly selected: boolean
  readonly onToggle: (connection: Connection) => void
  readonly onAsk: Ask
}

/** On a phone, an entry of a list: name and provider, then the status. Scrolling renders only the rows that come into view. */
export const ConnectionRow = memo(function ConnectionRow(props: ConnectionRowProps) {
  const { connection, providerName, endUser, index, hasLabels, measure, selected, onToggle, onAsk } = props
  const { id, account, endUserId, lastCallAt, createdAt } = connection
  const lost =
    connection.activeCredential === null ? statusInWords(connection, () => providerName).detail : null
  return (
    <tr
      ref={measure}
      data-index={index}
      data-testid="connection"
      aria-rowindex={index + 2}
      className={classes(
        'relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0 tablet:table-row tablet:*:border-b tablet:*:px-3 tablet:*:py-1.5 tablet:last:*:border-b-0',
        selected ? 'bg-selected' : 'hover:bg-muted/60',
      )}
    >
      <td className="relative z-[1] max-tablet:-m-2 max-tablet:p-2">
        <input
          type="checkbox"
          className="size-4! align-middle"
          aria-label={words.select(account.name)}
          checked={selected}
          onChange={() => onToggle(connection)}
        />
      </td>
      <td className="min-w-0 flex-[1_1_calc(100%-5.5rem)]">
        <div className="flex min-w-0 items-center gap-2.5">
          <Monogram name={providerName} />
          <div className="min-w-0">
            <Link
              to="/connections/$connectionId"
              params={{ connectionId: id }}
              // The whole row is the click target.
              className="block truncate text-base leading-4.5 font-semibold no-underline after:absolute after:inset-0"
            >
              {account.name}
            </Link>
            <span className="block truncate text-xs text-muted-foreground">
              {providerName}
              <span className="wide:hidden"> · {endUser}</span>
            </span>
          </div>
        </div>
      </td>
      {/* A failing check also says since when, which needs two lines. On a phone, what follows wraps below it. */}
      <td className="max-tablet:order-3 max-tablet:-mr-7 max-tablet:ml-7 max-tablet:max-w-[calc(100%-1.75rem)] *:whitespace-normal">
        <StatusBadge connection={connection} />
      </td>
      <td className="truncate max-wide:hidden" title={endUserId}>
        <OfEndUser id={endUserId} name={endUser} />
      </td>
      <td
        className="text-muted-foreground max-tablet:order-4 max-tablet:ml-7 max-tablet:max-w-[calc(100%-1.75rem)]"
        title={lost ?? undefined}
      >
        {/* Two lines fit into a row: no time is cut off in a longer language. */}
        <span className="line-clamp-2 leading-4.5">{lost ?? <TokenInWords connection={connection} />}</span>
      </td>
      <td className="truncate text-muted-foreground max-wide:hidden">
        {lastCallAt === null ? <Missing words={texts.facts.noCallKnown} /> : <When at={lastCallAt} />}
      </td>
      <td className="truncate text-muted-foreground max-[82rem]:hidden">
        <When at={createdAt} />
      </td>
      {hasLabels && (
        <td className="truncate max-[90rem]:hidden">
          <LabelTags labels={connection.labels} />
        </td>
      )}
      <td className="relative z-[1] max-tablet:order-2">
        <RowMenu connection={connection} onAsk={onAsk} />
      </td>
    </tr>
  )
})

interface RowMenuProps {
  readonly connection: Connection
  readonly onAsk: Ask
}

/** Rendered on demand: most rows only scroll by. */
function RowMenu({ connection, onAsk }: RowMenuProps) {
  const [asked, setAsked] = useState(false)
  if (asked) return <RowActions connection={connection} onAsk={onAsk} />
  const trigger = { 'aria-haspopup': 'menu', 'aria-expanded': false, onClick: () => setAsked(true) } as const
  return <RowMenuButton connection={connection} busy={false} {...trigger} />
}

interface RowMenuButtonProps extends TriggerProps {
  readonly connection: Connection
  readonly busy: boolean
}

function RowMenuButton({ connection, ...props }: RowMenuButtonProps) {
  const name = words.actionsFor(connection.account.name)
  return <Button {...props} look="ghost" size="small" square icon={Ellipsis} aria-label={name} />
}

function RowActions({ connection, onAsk }: RowMenuProps) {
  const connect = useConnect()
  const run = useRunAction()
  const { provider } = connection
  return (
    <Menu
      startsOpen
      trigger={(props) => <RowMenuButton connection={connection} busy={connect.isPending} {...props} />}
      entries={[
        {
          name: texts.connection.check,
          icon: Activity,
          disabled: !applies('check', connection),
          onSelect: () => run('check', connection),
        },
        {
          name: texts.connection.refresh,
          icon: RefreshCw,
          disabled: !applies('refresh', connection),
          onSelect: () => run('refresh', connection),
        },
        {
          name: texts.connection.reconnect,
          icon: PlugZap,
          onSelect: () => connect.mutate({ provider, connection }),
        },
        'line',
        {
          name: texts.connection.disconnectAsk,
          icon: Unplug,
          destructive: true,
          disabled: !applies('disconnect', connection),
          onSelect: () => onAsk('disconnect', [connection]),
        },
        {
          name: texts.connection.deleteAsk,
          icon: Trash2,
          destructive: true,
          onSelect: () => onAsk('delete', [connection]),
        },
      ]}
    />
  )
}
