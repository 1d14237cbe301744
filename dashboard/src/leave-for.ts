const STILL_HERE_MS = 10_000

/**
 * Sends this browser to another page. Until it is left, what was pressed stays busy; it ends when the person is back, on the page as
 * the browser kept it, or when the other page does not come.
 */
export async function leaveFor(url: string): Promise<void> {
  location.assign(url)
  const back = Promise.withResolvers<void>()
  addEventListener('pageshow', () => back.resolve(), { once: true })
  setTimeout(back.resolve, STILL_HERE_MS)
  return back.promise
}
