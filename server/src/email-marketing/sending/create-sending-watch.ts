import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../kernel/log.ts'
import { SECOND } from '../../kernel/time.ts'
import { accountKey, type AccountRef } from './account-ref.ts'

const LOOK_EVERY_MS = SECOND

/**
 * @param isSending whether a campaign of the account is being sent
 * @param giveWay called at most once, when one is
 * @returns a function that stops watching
 */
export type WatchSending = (
  account: AccountRef,
  isSending: () => Promise<boolean>,
  giveWay: () => void,
) => () => void

/** Tells work that must give way when a sending starts: one query per second for all work of an account. */
export function createSendingWatch(log: Log): WatchSending {
  const accounts = new Map<string, Set<() => void>>()
  const lookUntilEmpty = async (key: string, isSending: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      await pause(LOOK_EVERY_MS, undefined, { ref: false })
      // Watches that are added during the query are not included: they may have started after the sending.
      const asking = [...(accounts.get(key) ?? [])]
      if (asking.length === 0) return void accounts.delete(key)
      const isAwaited = await isSending().catch((error: unknown) => {
        log.warn({ err: error }, 'checking whether a campaign is being sent failed')
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
