import { hashToken } from '../../kernel/id.ts'
import { SECOND } from '../../kernel/time.ts'
import { plain } from '../model/addresses.ts'
import type { EmailMarketingContext } from '../context.ts'
import { encryptionContextOf, type PastNote } from '../model/unchecked-contact.ts'

/** How long a request has before another process checks its contact too. */
const DUE_AFTER_MS = 15 * SECOND

interface Noted {
  readonly workspaceId: string
  readonly connectionId: string
  readonly accountId: string
  readonly audienceId: string
  readonly email: string
  readonly mustUnsubscribe: boolean
}

export function createPastNote(
  { store, encryption, now }: Pick<EmailMarketingContext, 'store' | 'encryption' | 'now'>,
  { email, ...contact }: Noted,
): PastNote {
  const { uncheckedContacts } = store
  const { workspaceId, connectionId, accountId, audienceId } = contact
  const hash = hashToken(JSON.stringify([connectionId, accountId, audienceId, plain(email)]))
  return {
    write() {
      const createdAt = now().getTime()
      const emailCiphertext = encryption.encrypt(email, encryptionContextOf({ workspaceId, hash }))
      return uncheckedContacts.insert({
        ...contact,
        hash,
        emailCiphertext,
        createdAt,
        dueAt: createdAt + DUE_AFTER_MS,
      })
    },
    isOpen: () => uncheckedContacts.exists(workspaceId, hash),
    // If it stays, the contact is checked once more, which changes nothing.
    remove: () => uncheckedContacts.remove(workspaceId, hash).catch(() => undefined),
  }
}
