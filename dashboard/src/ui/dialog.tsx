import type { ReactNode, RefObject } from 'react'

interface DialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  /** The ID of its title. */
  readonly labelledBy: string
  readonly footer?: ReactNode
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** The browser's own dialog: it keeps the focus inside, closes with Escape, and gives the focus back. On a phone it stands at the bottom. */
export function Dialog({ dialog, labelledBy, footer, onClose, children }: DialogProps) {
  return (
    <dialog
      ref={dialog}
      aria-labelledby={labelledBy}
      onClose={onClose}
      className="mx-0 mt-auto mb-0 max-h-[92dvh] w-full max-w-none overflow-auto rounded-t-2xl border bg-popover text-foreground shadow-dialog open:appear tablet:m-auto tablet:w-[min(32rem,100%-2rem)] tablet:rounded-xl"
    >
      <div className="flex flex-col gap-2.5 p-5 tablet:px-6">{children}</div>
      {footer !== undefined && (
        <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3.5 *:max-tablet:flex-1 tablet:px-6">
          {footer}
        </div>
      )}
    </dialog>
  )
}
