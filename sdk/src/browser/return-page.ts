import { CHANNEL, type ChannelMessage, type ConnectResult } from './outcome.ts'

/** How long the page that waits may take to say that it has heard. */
const WAIT_TIMEOUT_MS = 500

/**
 * For the page at your return address. Tells a `<letterlock-connect>` that waits for this window, which then closes; answers
 * the outcome when nobody waits, since the person came here by redirect: then go on with it yourself. Either way the ticket is
 * taken out of the address.
 */
export async function finishConnect(): Promise<ConnectResult | null> {
  const outcome = takeOutcome()
  if (!(await isAwaited(outcome))) return outcome
  window.close()
  return null
}

function takeOutcome(): ConnectResult {
  const address = new URL(location.href)
  const take = (name: string): string => {
    const value = address.searchParams.get(name) ?? ''
    address.searchParams.delete(name)
    return value
  }
  const outcome = {
    session: take('connectSessionId'),
    confirmationToken: take('confirmationToken'),
    error: take('error'),
  }
  history.replaceState(null, '', address)
  return outcome
}

async function isAwaited(outcome: ConnectResult): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL)
  try {
    return await new Promise((resolve) => {
      setTimeout(() => resolve(false), WAIT_TIMEOUT_MS)
      channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
        if (data.kind === 'received' && data.session === outcome.session) resolve(true)
      })
      channel.postMessage({ kind: 'outcome', ...outcome } satisfies ChannelMessage)
    })
  } finally {
    channel.close()
  }
}
