/** Runs one piece of work per key at a time; calls meanwhile share its result. */
export interface SingleFlight<T> {
  run(key: string, begin: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const underWay = new Map<string, Promise<T>>()
  return {
    run(key, begin) {
      const running = underWay.get(key)
      if (running) return running
      const started = begin().finally(() => underWay.delete(key))
      underWay.set(key, started)
      return started
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay.values())
    },
  }
}
