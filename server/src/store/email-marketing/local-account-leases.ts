import type { AccountLease, AccountLeaseRepository } from '../../email-marketing/sending/account-lease.ts'
import { accountKey, type AccountRef } from '../../email-marketing/sending/account-ref.ts'

interface Held extends Pick<AccountLease, 'account' | 'leaseId' | 'purpose'> {
  /** Monotonic time. */
  readonly expiresAtMs: number
}

type Subjects = Map<string, Held>

/** The leases of the only process of a database, in memory, so that a write needs no disk. A crash ends the leases and their work together. */
export function createLocalAccountLeases(): AccountLeaseRepository {
  const accounts = new Map<string, Subjects>()
  const subjectsOf = (account: AccountRef): Subjects => accounts.get(accountKey(account)) ?? new Map()
  const mine = ({ account, subject, leaseId }: AccountLease): Held | undefined => {
    const held = subjectsOf(account).get(subject)
    return held?.leaseId === leaseId ? held : undefined
  }
  return {
    async acquire({ account, subject, leaseId, purpose }, leaseMs) {
      const subjects = subjectsOf(account)
      if (isRunning(subjects.get(subject))) return false
      subjects.set(subject, { account, leaseId, purpose, expiresAtMs: performance.now() + leaseMs })
      accounts.set(accountKey(account), subjects)
      return true
    },
    async extend(lease, leaseMs) {
      const held = mine(lease)
      if (!isRunning(held)) return false
      subjectsOf(lease.account).set(lease.subject, { ...held, expiresAtMs: performance.now() + leaseMs })
      return true
    },
    async release(lease) {
      if (!mine(lease)) return
      const subjects = subjectsOf(lease.account)
      subjects.delete(lease.subject)
      if (subjects.size === 0) accounts.delete(accountKey(lease.account))
    },
    isHeld: async (account, subject) => isRunning(subjectsOf(account).get(subject)),
    isSending: async (account, campaignId = '') =>
      running(subjectsOf(account)).some(
        ([subject, { purpose }]) => purpose === 'send' && (campaignId === '' || subject === campaignId),
      ),
    running: async (workspaceId, providers, purposes) =>
      [...accounts.values()].flatMap((subjects) =>
        running(subjects)
          .filter(
            ([, { account, purpose }]) => isAt(account, workspaceId, providers) && purposes.includes(purpose),
          )
          .map(([subject, { account, leaseId, purpose }]) => ({ account, subject, leaseId, purpose })),
      ),
    writes: async (account) =>
      running(subjectsOf(account))
        .filter(([, { purpose }]) => purpose === 'write')
        .map(([, { leaseId }]) => leaseId),
    async sweep() {
      for (const [key, subjects] of accounts) {
        for (const [subject, held] of subjects) if (!isRunning(held)) subjects.delete(subject)
        if (subjects.size === 0) accounts.delete(key)
      }
    },
  }
}

const isAt = (account: AccountRef, workspaceId: string, providers: readonly string[]): boolean =>
  account.workspaceId === workspaceId && providers.includes(account.provider)

const isRunning = (held: Held | undefined): held is Held =>
  held !== undefined && held.expiresAtMs > performance.now()

const running = (subjects: Subjects): [string, Held][] => [...subjects].filter(([, held]) => isRunning(held))
