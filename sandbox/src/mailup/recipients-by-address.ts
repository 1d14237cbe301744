import type { AccountData, Recipient } from './account-data.ts'

/* Thousands of recipients by address: a search through all of them for each row of an import would take minutes. */

interface Index {
  readonly byAddress: Map<string, Recipient>
  newestId: number
}

const indexes = new WeakMap<AccountData['recipients'], Index>()

function indexOf({ recipients }: Pick<AccountData, 'recipients'>): Index {
  let index = indexes.get(recipients)
  if (!index) {
    const all = Object.values(recipients)
    // The first one counts, should a fixture have an address twice.
    const byAddress = new Map(all.toReversed().map((one) => [one.Email.toLowerCase(), one]))
    const newestId = all.reduce((newest, { idRecipient }) => Math.max(newest, idRecipient), 0)
    indexes.set(recipients, (index = { byAddress, newestId }))
  }
  return index
}

export const recipientWith = (data: AccountData, address: string): Recipient | undefined =>
  indexOf(data).byAddress.get(address.toLowerCase())

export const nextRecipientId = (data: AccountData): number => indexOf(data).newestId + 1

export function putRecipient(data: AccountData, recipient: Recipient): void {
  const index = indexOf(data)
  index.byAddress.set(recipient.Email.toLowerCase(), recipient)
  index.newestId = Math.max(index.newestId, recipient.idRecipient)
  data.recipients[recipient.idRecipient] = recipient
}

export function changeAddress(data: AccountData, recipient: Recipient, address: string): void {
  const { byAddress } = indexOf(data)
  byAddress.delete(recipient.Email.toLowerCase())
  recipient.Email = address
  byAddress.set(address.toLowerCase(), recipient)
}

export function removeRecipient({ recipients }: AccountData, { idRecipient }: Recipient): void {
  delete recipients[idRecipient]
  indexes.delete(recipients)
}
