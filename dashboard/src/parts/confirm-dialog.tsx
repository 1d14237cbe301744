import { useRef, type ReactNode } from 'react'
import { Problem } from './problem.tsx'

interface ConfirmProps {
  /** The button that opens the dialog. */
  readonly label: ReactNode
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly no: string
  readonly busy: boolean
  /** Omitted if it is shown elsewhere. */
  readonly error?: unknown
  /** The dialog closes when this resolves. */
  readonly onYes: () => Promise<unknown>
  readonly className?: string
}

/** A button that asks before a destructive action. The safe answer has the focus. */
export function Confirm({
  label,
  title,
  text,
  yes,
  no,
  busy,
  error,
  onYes,
  className = 'danger',
}: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const safe = useRef<HTMLButtonElement>(null)
  const close = (): void => dialog.current?.close()
  const ask = (): void => {
    dialog.current?.showModal()
    safe.current?.focus()
  }
  return (
    <>
      <button type="button" className={className} onClick={ask}>
        {label}
      </button>
      <Problem error={error} />
      <dialog ref={dialog} aria-label={title}>
        <h2>{title}</h2>
        <p>{text}</p>
        <div className="actions">
          <button
            type="button"
            className="danger"
            disabled={busy}
            onClick={() => void onYes().then(close, close)}
          >
            {yes}
          </button>
          <button type="button" className="quiet" ref={safe} onClick={close}>
            {no}
          </button>
        </div>
      </dialog>
    </>
  )
}
