/*
 * Where only a contact that was added shows whether it had unsubscribed, a crash between adding and looking would leave one subscribed that
 * does not want to be. So it is written down before it is added, and the row stays until its past is checked.
 */

export interface UncheckedContact {
  /** Of connection, audience and address. */
  readonly hash: string
  readonly workspaceId: string
  readonly connectionId: string
  readonly audienceId: string
  readonly emailCiphertext: Uint8Array
  /** It has left elsewhere, and is unsubscribed whatever its past here is. */
  readonly mustUnsubscribe: boolean
  readonly createdAt: number
}

/** Times are epoch milliseconds. */
export interface UncheckedContactRepository {
  insert(contact: UncheckedContact & { readonly dueAt: number }): Promise<void>
  exists(workspaceId: string, hash: string): Promise<boolean>
  remove(workspaceId: string, hash: string): Promise<void>
  /** Those that are due, which then are due again at `until`: meanwhile they are this process's. */
  acquire(wanted: {
    readonly now: number
    readonly until: number
    readonly limit: number
  }): Promise<UncheckedContact[]>
  postpone(workspaceId: string, hash: string, dueAt: number): Promise<void>
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
