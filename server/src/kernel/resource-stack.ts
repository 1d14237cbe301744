/** What was opened, to be closed together. Node 22 has no `AsyncDisposableStack`. */
export interface ResourceStack {
  /** Registers what closes a resource that has just been opened. */
  defer(close: () => unknown): void
  /**
   * Closes all, the last opened first, once; a resource that fails to close does not keep the others open.
   * @throws what closing has thrown first
   */
  close(): Promise<void>
}

export function createResourceStack(): ResourceStack {
  const resources: (() => unknown)[] = []
  let closed: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const close of resources.toReversed())
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    if (failures.length > 0) throw failures[0]
  }
  return {
    defer: (close) => void resources.push(close),
    close: () => (closed ??= closeAll()),
  }
}
