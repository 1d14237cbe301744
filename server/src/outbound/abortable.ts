/** Called when the client has closed its connection; a second call changes nothing. */
export interface AbortCallback {
  onAbort(): void
}

/** A client that waits for a response and may disconnect. Like an AbortSignal, but cheaper on hot paths. */
export interface Abortable {
  readonly isAborted: boolean
  /** Registers an abort callback; a later call replaces it, null removes it. If already aborted, it is called immediately. */
  setAbortCallback(aborted: AbortCallback | null): void
}

/** Adapts an `AbortSignal`, with one listener at a time. */
export function abortableOf(signal: AbortSignal): Abortable {
  let listener: AbortCallback | null = null
  const notify = (): void => {
    const callback = listener
    listener = null
    callback?.onAbort()
  }
  return {
    get isAborted() {
      return signal.aborted
    },
    setAbortCallback(aborted) {
      if (aborted !== null && listener === null) signal.addEventListener('abort', notify, { once: true })
      if (aborted === null) signal.removeEventListener('abort', notify)
      listener = aborted
      if (signal.aborted) notify()
    },
  }
}
