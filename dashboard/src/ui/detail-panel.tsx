import type { UseQueryResult } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, X, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import type { Neighbors } from './neighbors.ts'
import { Problem } from './problem.tsx'
import { Skeleton } from './skeleton.tsx'

interface DetailPanelProps<T> {
  readonly words: { readonly label: string; readonly newer: string; readonly older: string }
  readonly testId: string
  /** The ID of the row that is open: it gets the focus when the panel closes. */
  readonly openId: string
  readonly neighbors: Neighbors
  /** The link to the list, shown if the panel replaces it. */
  readonly back: ReactNode
  readonly query: UseQueryResult<T>
  /** Shown where the panel is beside its list. */
  readonly badge: (data: T) => ReactNode
  readonly onOpen: (id: string) => void
  readonly onClose: () => void
  readonly children: (data: T) => ReactNode
}

/** The details of a row, beside the list or, on narrow screens, instead of it. Escape closes it, and the focus returns to its row. */
export function DetailPanel<T>(props: DetailPanelProps<T>) {
  const { words, testId, openId, neighbors, back, query, badge, onOpen, onClose, children } = props
  const panel = useRef<HTMLElement>(null)
  const newestId = useRef(openId)
  useEffect(() => void (newestId.current = openId), [openId])
  useEffect(() => {
    panel.current?.focus()
    return () => document.getElementById(newestId.current)?.focus()
  }, [])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={words.label}
      data-testid={testId}
      className="min-w-0 rounded-lg border bg-card outline-none focus-visible:shadow-none wide:sticky wide:top-6 wide:max-h-[calc(100dvh-3rem)] wide:overflow-y-auto"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className="flex min-h-12 items-center gap-1 border-b py-1 pr-2 pl-4 max-wide:pl-2">
        <span className="wide:hidden">{back}</span>
        <span className="max-wide:hidden">{query.data !== undefined && badge(query.data)}</span>
        <span className="flex-1" />
        <StepButton name={words.newer} icon={ChevronUp} id={neighbors.newer} onOpen={onOpen} />
        <StepButton name={words.older} icon={ChevronDown} id={neighbors.older} onOpen={onOpen} />
        <Button
          look="ghost"
          square
          icon={X}
          aria-label={texts.close}
          className="max-wide:hidden"
          onClick={onClose}
        />
      </header>
      {query.error && (
        <div className="p-4">
          <Problem error={query.error} onRetry={() => query.refetch()} />
        </div>
      )}
      {query.isPending && (
        <div className="p-4">
          <Skeleton lines={6} />
        </div>
      )}
      {query.data !== undefined && children(query.data)}
    </aside>
  )
}

interface StepButtonProps {
  readonly name: string
  readonly icon: LucideIcon
  /** undefined at the end of the list. */
  readonly id: string | undefined
  readonly onOpen: (id: string) => void
}

/** Opens the row before or after the one that is open. */
function StepButton({ name, icon, id, onOpen }: StepButtonProps) {
  return (
    <Button
      look="ghost"
      square
      icon={icon}
      aria-label={name}
      disabled={id === undefined}
      onClick={() => id !== undefined && onOpen(id)}
    />
  )
}
