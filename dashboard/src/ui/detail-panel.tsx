import { X, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'

interface DetailPanelProps {
  readonly label: string
  readonly testId: string
  /** The ID of the row that is open: it gets the focus when the panel closes. */
  readonly openId: string
  /** Leads to the list; shown where the panel takes its place. */
  readonly back: ReactNode
  /** Shown where the panel is beside its list. */
  readonly badge?: ReactNode
  readonly actions: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** One row of a list, beside it; below the width for both, in its place. Escape closes it, and the focus returns to its row. */
export function DetailPanel(props: DetailPanelProps) {
  const { label, testId, openId, back, badge, actions, onClose, children } = props
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
      aria-label={label}
      data-testid={testId}
      className="min-w-0 rounded-lg border bg-card outline-none focus-visible:shadow-none wide:sticky wide:top-6 wide:max-h-[calc(100dvh-3rem)] wide:overflow-y-auto"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className="flex min-h-12 items-center gap-1 border-b py-1 pr-2 pl-4 max-wide:pl-2">
        <span className="wide:hidden">{back}</span>
        {badge !== undefined && <span className="max-wide:hidden">{badge}</span>}
        <span className="flex-1" />
        {actions}
        <Button
          look="ghost"
          square
          icon={X}
          aria-label={texts.close}
          className="max-wide:hidden"
          onClick={onClose}
        />
      </header>
      {children}
    </aside>
  )
}

interface StepButtonProps {
  readonly name: string
  readonly icon: LucideIcon
  /** undefined: the list ends here. */
  readonly id: string | undefined
  readonly onOpen: (id: string) => void
}

/** Opens the row before or after the one that is open. */
export function StepButton({ name, icon, id, onOpen }: StepButtonProps) {
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
