/** Is told, once, that a caller has left. */
export interface AbortCallback {
  onAbort(): void
}

/** Somebody who waits for an answer and may leave: what an AbortSignal tells, without its cost where calls are hot. */
export interface Abortable {
  readonly isAborted: boolean
  /** Only who asked last is told; at once when the caller has left already. null: nobody wants to know any more. */
  setAbortCallback(aborted: AbortCallback | null): void
}

export function abortableOf(signal: AbortSignal): Abortable {
  let listener: AbortCallback | null = null
  const tell = (): void => {
    const told = listener
    listener = null
    told?.onAbort()
  }
  return {
    get isAborted() {
      return signal.aborted
    },
    setAbortCallback(aborted) {
      if (aborted !== null && listener === null) signal.addEventListener('abort', tell, { once: true })
      if (aborted === null) signal.removeEventListener('abort', tell)
      listener = aborted
      if (signal.aborted) tell()
    },
  }
}
