/** Is told, once, that a caller has left. */
export interface Gone {
  gone(): void
}

/** Somebody who waits for an answer and may leave: what an AbortSignal tells, without its cost where calls are hot. */
export interface Abortable {
  readonly isGone: boolean
  /** Only who asked last is told; at once when the caller has left already. null: nobody wants to know any more. */
  onGone(gone: Gone | null): void
}

export function abortableOf(signal: AbortSignal): Abortable {
  let listener: Gone | null = null
  const tell = (): void => {
    const told = listener
    listener = null
    told?.gone()
  }
  return {
    get isGone() {
      return signal.aborted
    },
    onGone(gone) {
      if (gone !== null && listener === null) signal.addEventListener('abort', tell, { once: true })
      if (gone === null) signal.removeEventListener('abort', tell)
      listener = gone
      if (signal.aborted) tell()
    },
  }
}
