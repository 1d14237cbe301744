const STILL_HERE_MS = 10_000

/**
 * Navigates this browser to another page. The pressed button stays busy until the page unloads. The promise resolves when the user comes
 * back, or when the other page does not load.
 */
export async function leaveFor(url: string): Promise<void> {
  location.assign(url)
  const back = Promise.withResolvers<void>()
  addEventListener('pageshow', () => back.resolve(), { once: true })
  setTimeout(back.resolve, STILL_HERE_MS)
  return back.promise
}
