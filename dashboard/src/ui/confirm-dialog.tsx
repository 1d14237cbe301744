import type { ReactNode, RefObject } from 'react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  readonly title: string
  readonly text: ReactNode
  readonly yes: string
  readonly busy: boolean
  readonly onYes: () => void
  /** The progress, shown instead of `yes` while it runs. Closing the dialog then stops it. */
  readonly progress?: string | undefined
  readonly onClose?: () => void
}

/** Asks before a destructive action. The safe choice has the focus. */
export function ConfirmDialog({ text, yes, busy, onYes, progress, ...dialog }: ConfirmDialogProps) {
  const confirm = (
    <Button look="destructive" busy={busy} onClick={onYes}>
      {progress ?? yes}
    </Button>
  )
  return (
    <Dialog {...dialog} confirm={confirm} cancel={progress === undefined ? undefined : texts.bulk.stop}>
      <div className="text-muted-foreground">{text}</div>
    </Dialog>
  )
}
