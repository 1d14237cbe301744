/**
 * Calls back whenever the hub says that something has happened. However many tabs are open, one of them listens for all: a
 * browser has only six connections to a host.
 */
export function followChanges(workspaceId: string, onChange: () => void): () => void {
  const name = `letterlock-changes ${workspaceId}`
  const tabs = new BroadcastChannel(name)
  const leaving = new AbortController()
  const { signal } = leaving
  tabs.addEventListener('message', onChange)
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      const source = new EventSource('/v1/events/stream')
      source.addEventListener('changed', () => {
        tabs.postMessage(null)
        onChange()
      })
      // It tries again by itself, but not when it was refused: then whoever looks finds out why.
      source.addEventListener('error', () => source.readyState === EventSource.CLOSED && onChange())
      signal.addEventListener('abort', () => {
        source.close()
        resolve()
      })
    })
  // Waits until the tab that listens now is closed.
  void navigator.locks.request(name, { signal }, listen).catch(() => undefined)
  return () => {
    leaving.abort()
    tabs.close()
  }
}
