import type { AccountData, Contact } from './account-data.ts'

/* Thousands of contacts by address: a search through all of them for each row of an import would take minutes. */

const indexes = new WeakMap<AccountData['contacts'], Map<string, Contact>>()

function indexOf({ contacts }: Pick<AccountData, 'contacts'>): Map<string, Contact> {
  let index = indexes.get(contacts)
  if (!index) {
    // The first one counts, should a fixture have an address twice.
    index = new Map(
      Object.values(contacts)
        .toReversed()
        .map((contact) => [contact.address.toLowerCase(), contact]),
    )
    indexes.set(contacts, index)
  }
  return index
}

export const findByAddress = (data: AccountData, address: string): Contact | undefined =>
  indexOf(data).get(address.toLowerCase())

export function putContact(data: AccountData, contact: Contact): void {
  indexOf(data).set(contact.address.toLowerCase(), contact)
  data.contacts[contact.contact_id] = contact
}

export function changeAddressOf(data: AccountData, contact: Contact, address: string): void {
  const index = indexOf(data)
  index.delete(contact.address.toLowerCase())
  contact.address = address
  index.set(address.toLowerCase(), contact)
}
