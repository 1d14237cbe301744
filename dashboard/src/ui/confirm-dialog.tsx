import { useId, type ReactNode, type RefObject } from 'react'
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
