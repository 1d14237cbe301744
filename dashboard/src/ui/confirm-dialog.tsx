import type { ReactNode, RefObject } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  readonly title: string
  readonly text: ReactNode
  readonly yes: string
  readonly busy: boolean
  readonly onYes: () => void
}

/** Asks before a destructive action. The safe answer has the focus. */
export function ConfirmDialog({ dialog, title, text, yes, busy, onYes }: ConfirmDialogProps) {
  const confirm = (
    <Button look="destructive" busy={busy} onClick={onYes}>
      {yes}
    </Button>
  )
  return (
    <Dialog dialog={dialog} title={title} confirm={confirm}>
      <div className="text-muted-foreground">{text}</div>
    </Dialog>
  )
}
