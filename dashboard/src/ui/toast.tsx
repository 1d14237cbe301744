import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { texts } from '../words/index.ts'
import { classes } from './classes.ts'

interface Message {
  readonly id: number
  readonly kind: 'ok' | 'lost'
  readonly text: string
  readonly undo?: () => void
}

const SHOWN_MS = 5000
let messages: readonly Message[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

/** Shows the result of an action, with Undo if possible. Errors stay until they are closed. */
export function toast(text: string, kind: Message['kind'] = 'ok', undo?: () => void): void {
  lastId += 1
  change([...messages, { id: lastId, kind, text, ...(undo && { undo }) }])
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear; once per page. The region is always mounted, so that screen readers announce new toasts. */
export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => messages)
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 top-4 z-40 flex flex-col items-end gap-2 tablet:top-auto tablet:bottom-5 tablet:left-auto"
    >
      {shown.map((message) => (
        <Toast key={message.id} message={message} closeLabel={closeLabel} />
      ))}
    </section>
  )
}

/** It stays while the pointer or the focus is on it. */
function Toast({ message, closeLabel }: { readonly message: Message; readonly closeLabel: string }) {
  const { id, kind, text, undo } = message
  const [held, setHeld] = useState(false)
  const close = (): void => change(messages.filter((other) => other.id !== id))
  useEffect(() => {
    if (held || kind === 'lost') return undefined
    const timer = setTimeout(() => change(messages.filter((other) => other.id !== id)), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, id, kind])
  const Icon = kind === 'ok' ? CircleCheck : CircleAlert
  return (
    <div
      role={kind === 'ok' ? 'status' : 'alert'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-90 max-w-full items-start gap-2.5 rounded-lg border bg-popover px-3.5 py-3 text-sm leading-5 shadow-floating appear"
    >
      <Icon
        aria-hidden
        className={classes('mt-0.5 size-4 flex-none', kind === 'ok' ? 'text-ok' : 'text-lost')}
      />
      <span className="min-w-0 flex-1 wrap-anywhere">{text}</span>
      {undo && (
        <button
          type="button"
          className="-my-1 h-7 flex-none rounded-md px-2 font-semibold text-link hover:bg-muted"
          onClick={() => {
            undo()
            close()
          }}
        >
          {texts.undo}
        </button>
      )}
      <button
        type="button"
        aria-label={closeLabel}
        className="-m-1 grid size-7 flex-none place-items-center rounded-md text-muted-foreground hover:bg-muted"
        onClick={close}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
