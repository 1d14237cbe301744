import type { LucideIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { Button, type ButtonLook } from './button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Problem } from './problem.tsx'

interface ConfirmButtonProps extends ButtonLook {
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

/** A button that asks before a destructive action. */
export function ConfirmButton({ label, title, text, yes, busy, error, onYes, ...look }: ConfirmButtonProps) {
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
