/*
 * Some providers show only after adding a contact whether it had unsubscribed. A crash between adding and checking would leave it subscribed
 * against its will. So a row is written before the contact is added, and stays until its past is checked.
 */

export interface UncheckedContact {
  /** Hash of connection, account, audience and address. */
  readonly hash: string
  readonly workspaceId: string
  readonly connectionId: string
  readonly accountId: string
  readonly audienceId: string
  readonly emailCiphertext: Uint8Array
  /** Whether it has unsubscribed elsewhere, and must be unsubscribed here regardless of its past. */
  readonly mustUnsubscribe: boolean
  readonly createdAt: number
}

/** A contact that this process has acquired. */
export interface DueContact extends UncheckedContact {
  /** Why the last attempt failed; null if it did not, or there was none. */
  readonly errorCode: string | null
}

/** The contacts of a connection whose last attempt failed. */
export interface FailingChecks {
  readonly connectionId: string
  readonly contactCount: number
  readonly errorCode: string
}

/** Times are epoch milliseconds. */
export interface UncheckedContactRepository {
  insert(contact: UncheckedContact & { readonly dueAt: number }): Promise<void>
  exists(workspaceId: string, hash: string): Promise<boolean>
  remove(workspaceId: string, hash: string): Promise<void>
  /**
   * Acquires a due contact for this process, by making it due again at `until`.
   * @param wanted.latest no contact can be due after this, unless a clock was ahead: such a contact is due too
   */
  acquire(wanted: {
    readonly now: number
    readonly latest: number
    readonly until: number
  }): Promise<DueContact | undefined>
  /**
   * Changes when a contact is due; without `errorCode`, the reason stays.
   * @param from when it is due now
   * @returns false if that has changed, or the contact is checked
   */
  reschedule(
    contact: Pick<UncheckedContact, 'workspaceId' | 'hash'>,
    from: number,
    to: { readonly dueAt: number; readonly errorCode?: string | null },
  ): Promise<boolean>
  /** Whether the last attempt of any contact of this connection failed with this code. */
  hasFailing(
    connection: Pick<UncheckedContact, 'workspaceId' | 'connectionId'>,
    errorCode: string,
  ): Promise<boolean>
  /** Failing checks by connection, of at most 20 connections. */
  listFailing(workspaceId: string): Promise<FailingChecks[]>
}

/** The note that an adapter stores about a contact that it adds. */
export interface PastNote {
  /** Called before the contact is added. */
  write(): Promise<void>
  /** Whether an earlier request has, or may have, added the contact without checking its past. */
  isOpen(): Promise<boolean>
  /** Called when its past is checked. */
  remove(): Promise<void>
}

export const encryptionContextOf = ({ workspaceId, hash }: Pick<UncheckedContact, 'workspaceId' | 'hash'>) =>
  ({ workspaceId, rowId: hash, field: 'unchecked_contact' }) as const
