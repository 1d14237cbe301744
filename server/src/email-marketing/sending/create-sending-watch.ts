import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../kernel/log.ts'
import { SECOND } from '../../kernel/time.ts'
import { accountKey, type AccountRef } from './account-ref.ts'

const LOOK_EVERY_MS = SECOND

/**
 * @param isSending whether a campaign of the account is sent
 * @param giveWay called at most once, when one is
 * @returns ends it
 */
export type WatchSending = (
  account: AccountRef,
  isSending: () => Promise<boolean>,
  giveWay: () => void,
) => () => void

/** Tells what must give way to a sending: one look a second for all of an account, however many they are. */
export function createSendingWatch(log: Log): WatchSending {
  const accounts = new Map<string, Set<() => void>>()
  const lookUntilEmpty = async (key: string, isSending: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      await pause(LOOK_EVERY_MS, undefined, { ref: false })
      // Those that come while it looks may have begun after the sending.
      const asking = [...(accounts.get(key) ?? [])]
      if (asking.length === 0) return void accounts.delete(key)
      const isAwaited = await isSending().catch((error: unknown) => {
        log.warn({ err: error }, 'whether a campaign is sent could not be read')
        return false
      })
      if (isAwaited) for (const giveWay of asking) if (accounts.get(key)?.delete(giveWay)) giveWay()
    }
  }
  return (account, isSending, giveWay) => {
    const key = accountKey(account)
    const one = (): void => giveWay()
    const watching = accounts.get(key)
    if (watching) watching.add(one)
    else {
      accounts.set(key, new Set([one]))
      void lookUntilEmpty(key, isSending)
    }
    return () => void accounts.get(key)?.delete(one)
  }
}
