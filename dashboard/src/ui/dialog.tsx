import { useId, type ReactNode, type RefObject } from 'react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'

interface DialogProps {
  /** Opened by its owner with `showModal`. */
  readonly dialog: RefObject<HTMLDialogElement | null>
  readonly title: string
  /** The confirming button, beside Cancel. */
  readonly confirm: ReactNode
  /** The button that closes it. Default: “Cancel”. */
  readonly cancel?: string | undefined
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** The browser's own dialog: it traps the focus, closes with Escape, and restores the focus. On a phone it is at the bottom. */
export function Dialog({ dialog, title, confirm, cancel = texts.cancel, onClose, children }: DialogProps) {
  const heading = useId()
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      className="mx-0 mt-auto mb-0 max-h-[92dvh] w-full max-w-none overflow-auto rounded-t-2xl border bg-popover text-foreground shadow-dialog open:appear tablet:m-auto tablet:w-[min(32rem,100%-2rem)] tablet:rounded-xl"
    >
      <div className="flex flex-col gap-2.5 p-5 tablet:px-6">
        <h2 id={heading} className="text-lg">
          {title}
        </h2>
        {children}
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3.5 *:max-tablet:flex-1 tablet:px-6">
        <Button look="outline" onClick={() => dialog.current?.close()}>
          {cancel}
        </Button>
        {confirm}
      </div>
    </dialog>
  )
}
