/** Resources that are closed together. Node 22 has no `AsyncDisposableStack`. */
export interface ResourceStack {
  /** Registers the function that closes a resource that has just been opened. */
  defer(close: () => unknown): void
  /**
   * Closes all once, the last opened first. A resource that fails to close does not keep the others open.
   * @throws the first error of closing
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
