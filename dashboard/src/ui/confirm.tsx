import type { LucideIcon } from 'lucide-react'
import { useId, useRef, type ReactNode, type RefObject } from 'react'
import { texts } from '../words/index.ts'
import { Button, type ButtonLook } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Problem } from './problem.tsx'

interface ConfirmProps extends ButtonLook {
  readonly icon?: LucideIcon
  /** The button that opens the dialog. */
  readonly label: ReactNode
  readonly title: string
  readonly text: ReactNode
  readonly yes: string
  readonly busy: boolean
  /** Omitted if it is shown elsewhere. */
  readonly error?: unknown
  /** The dialog closes when this resolves. */
  readonly onYes: () => Promise<unknown>
}

/** A button that asks before a destructive action. The safe answer has the focus. */
export function Confirm({ label, title, text, yes, busy, error, onYes, ...look }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = (): void => dialog.current?.close()
  return (
    <>
      <Button look="destructive-outline" {...look} onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <ConfirmDialog
        dialog={dialog}
        title={title}
        text={text}
        yes={yes}
        busy={busy}
        onYes={() => void onYes().then(close, close)}
      />
      <Problem error={error} />
    </>
  )
}

interface ConfirmDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  readonly title: string
  readonly text: ReactNode
  readonly yes: string
  readonly busy: boolean
  readonly onYes: () => void
}

/** Opened with `showModal` by its owner, such as a menu. */
export function ConfirmDialog({ dialog, title, text, yes, busy, onYes }: ConfirmDialogProps) {
  const heading = useId()
  return (
    <Dialog
      dialog={dialog}
      labelledBy={heading}
      footer={
        <>
          <Button look="outline" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </Button>
          <Button look="destructive" busy={busy} onClick={onYes}>
            {yes}
          </Button>
        </>
      }
    >
      <h2 id={heading} className="text-lg">
        {title}
      </h2>
      <div className="text-muted-foreground">{text}</div>
    </Dialog>
  )
}
