/** Calls back when the server reports a change. One tab listens for all tabs, because browsers limit the connections per host to six. */
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
      // EventSource reconnects automatically, except after a rejection; then the next request shows the reason.
      source.addEventListener('error', () => source.readyState === EventSource.CLOSED && onChange())
      signal.addEventListener('abort', () => {
        source.close()
        resolve()
      })
    })
  // Waits until the listening tab is closed.
  void navigator.locks.request(name, { signal }, listen).catch(() => undefined)
  return () => {
    leaving.abort()
    tabs.close()
  }
}
