import type { Connection } from '@letterlock/sdk'
import { Activity, RefreshCw, Trash2, Unplug, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { server } from '../../api.ts'
import { texts } from '../../words/index.ts'
import { applies, type Action } from './actions.ts'
import { BarButton } from './bar-button.tsx'
import { BulkLabel } from './bulk-label.tsx'
import type { Ask } from './use-ask.tsx'
import { taskOf, useBulk } from './use-bulk.ts'

const BUTTONS = [
  ['check', Activity],
  ['refresh', RefreshCw],
  ['disconnect', Unplug],
  ['delete', Trash2],
] as const

interface BulkBarProps {
  readonly connections: readonly Connection[]
  /** Whether all loaded connections are selected. */
  readonly isWholePage: boolean
  readonly onAsk: Ask
  readonly onClear: () => void
  /** The number of matching connections, including those that are not loaded. */
  readonly total: number | undefined
  /** The number that was read so far, while the rest is read to be selected. */
  readonly loaded: number | null
  readonly onSelectAll: () => void
}

/** What can be done with the selected connections. */
export function BulkBar({
  connections,
  onAsk,
  onClear,
  isWholePage,
  total,
  loaded,
  onSelectAll,
}: BulkBarProps) {
  const { running, run, stop } = useBulk()
  useEffect(() => {
    const clear = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) onClear()
    }
    addEventListener('keydown', clear)
    return () => removeEventListener('keydown', clear)
  }, [onClear])
  const bar = useRef<HTMLDivElement>(null)
  // The progress replaces the pressed button, which returns later: the focus stays in the bar.
  useEffect(() => {
    if (document.activeElement === document.body) bar.current?.focus()
  }, [running])
  const start = (action: Action): void => {
    if (action === 'disconnect' || action === 'delete') onAsk(action, connections, onClear)
    else void run(taskOf(action), connections)
  }
  const label = (labels: Record<string, string | null>): void => {
    const task = { applies: () => true, result: texts.labels.results } as const
    void run({ ...task, run: (id) => server.updateConnection(id, { labels }) }, connections)
  }
  return (
    <div
      ref={bar}
      tabIndex={-1}
      role="toolbar"
      aria-label={texts.bulk.title}
      className="sticky bottom-5 z-10 order-1 flex max-w-full flex-wrap items-center gap-1.5 self-center rounded-lg max-tablet:w-full bg-foreground py-1.5 pr-1.5 pl-3.5 text-sm text-background shadow-dialog appear"
    >
      {running ? (
        <>
          <span role="status" className="whitespace-nowrap tabular-nums">
            {texts.bulk.progress(running.done, running.total)}
          </span>
          <BarButton onClick={stop}>{texts.bulk.stop}</BarButton>
        </>
      ) : (
        <>
          <b className="font-semibold whitespace-nowrap" role="status">
            {loaded === null
              ? texts.bulk.selected(connections.length)
              : texts.bulk.progress(loaded, total ?? loaded)}
          </b>
          {loaded === null && total !== undefined && total > connections.length && isWholePage && (
            <BarButton onClick={onSelectAll}>
              <span className="underline underline-offset-2">{texts.bulk.selectAll(total)}</span>
            </BarButton>
          )}
          <span aria-hidden className="order-1 basis-full tablet:hidden" />
          {BUTTONS.map(([action, Icon]) => (
            <BarButton
              key={action}
              className="order-2 max-tablet:flex-1"
              disabled={loaded !== null || !connections.some((connection) => applies(action, connection))}
              onClick={() => start(action)}
            >
              <Icon aria-hidden className="size-3.75 max-tablet:hidden" /> {texts.bulk.actions[action]}
            </BarButton>
          ))}
          <BulkLabel count={connections.length} disabled={loaded !== null} onLabel={label} />
          <BarButton label={texts.bulk.clear} onClick={onClear} className="max-tablet:ml-auto tablet:order-3">
            <X aria-hidden className="size-4" />
          </BarButton>
        </>
      )}
    </div>
  )
}
