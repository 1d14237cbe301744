import { CHANNEL, type ChannelMessage, type ConnectResult } from './result.ts'

/** How long the return page waits for an acknowledgment. */
const ACKNOWLEDGE_TIMEOUT_MS = 500

/**
 * For the page at your return URL. Passes the result to the waiting `<letterlock-connect>`, closes the window and returns null. If no
 * page waits, the end user was redirected: returns the result, for you to confirm. Removes the confirmation token from the URL in both
 * cases.
 */
export async function handleConnectReturn(): Promise<ConnectResult | null> {
  const result = takeResult()
  if (!(await isAwaited(result))) return result
  window.close()
  return null
}

function takeResult(): ConnectResult {
  const url = new URL(location.href)
  const take = (name: keyof ConnectResult): string => {
    const value = url.searchParams.get(name) ?? ''
    url.searchParams.delete(name)
    return value
  }
  const result = {
    connectSessionId: take('connectSessionId'),
    confirmationToken: take('confirmationToken'),
    error: take('error'),
  }
  history.replaceState(null, '', url)
  return result
}

async function isAwaited(result: ConnectResult): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL)
  try {
    return await new Promise((resolve) => {
      setTimeout(() => resolve(false), ACKNOWLEDGE_TIMEOUT_MS)
      channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
        if (data.kind === 'received' && data.connectSessionId === result.connectSessionId) resolve(true)
      })
      channel.postMessage({ kind: 'result', ...result } satisfies ChannelMessage)
    })
  } finally {
    channel.close()
  }
}
