/*
 * Where only a contact that was added shows whether it had unsubscribed, a crash between adding and looking would leave one subscribed that
 * does not want to be. So it is written down before it is added, and the row stays until its past is checked.
 */

export interface UncheckedContact {
  /** Of connection, account, audience and address. */
  readonly hash: string
  readonly workspaceId: string
  readonly connectionId: string
  readonly accountId: string
  readonly audienceId: string
  readonly emailCiphertext: Uint8Array
  /** It has left elsewhere, and is unsubscribed whatever its past here is. */
  readonly mustUnsubscribe: boolean
  readonly createdAt: number
}

/** One that this process has acquired. */
export interface DueContact extends UncheckedContact {
  /** Why the last try failed; null: it did not, or there was none. */
  readonly errorCode: string | null
}

/** Contacts of a connection whose last try failed. */
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
   * One that is due, which then is due again at `until`: meanwhile it is this process's.
   * @param wanted.latest none is due after this, unless a clock that was ahead has said so: such a one is due, too
   */
  acquire(wanted: {
    readonly now: number
    readonly latest: number
    readonly until: number
  }): Promise<DueContact | undefined>
  /**
   * Changes when it is due; without `errorCode`, the reason stays.
   * @param from when it is due now; false if that has changed, or the contact is checked
   */
  reschedule(
    contact: Pick<UncheckedContact, 'workspaceId' | 'hash'>,
    from: number,
    to: { readonly dueAt: number; readonly errorCode?: string | null },
  ): Promise<boolean>
  /** Whether the last try of any contact of this connection failed with this code. */
  hasFailing(
    connection: Pick<UncheckedContact, 'workspaceId' | 'connectionId'>,
    errorCode: string,
  ): Promise<boolean>
  /** By connection, of at most 20. */
  listFailing(workspaceId: string): Promise<FailingChecks[]>
}

/** What an adapter writes down about a contact that it adds. */
export interface PastNote {
  /** Before the contact is added. */
  write(): Promise<void>
  /** Whether an earlier request has added it, or may have, and did not check its past. */
  isOpen(): Promise<boolean>
  /** When its past is checked. */
  remove(): Promise<void>
}

export const encryptionContextOf = ({ workspaceId, hash }: Pick<UncheckedContact, 'workspaceId' | 'hash'>) =>
  ({ workspaceId, rowId: hash, field: 'unchecked_contact' }) as const
