import type { World } from '../../../sandbox/src/world.ts'
import { shortId } from '../../../sandbox/src/constant-contact-v2/api/gate.ts'
import { dataOf as constantContactOf } from '../../../sandbox/src/constant-contact/state.ts'
import { dataOf as mailupOf } from '../../../sandbox/src/mailup/state.ts'
import { truthOfConstantContact } from './constant-contact.ts'
import { truthOfMailchimp } from './mailchimp.ts'
import { truthOfMailup } from './mailup.ts'
import type { Truth } from './truth.ts'

const named = <T>(all: Readonly<Record<string, T>>, isWanted: (one: T) => boolean): T => {
  const found = Object.values(all).find(isWanted)
  if (found === undefined) throw new Error('The sandbox does not have this account.')
  return found
}

/** The truth of the account of this name at each provider. It follows what is changed. */
export function truthsOf(world: World, account: string): Readonly<Record<string, () => Truth>> {
  const now = (): number => world.clock.now().getTime()
  const constantContact = () =>
    constantContactOf(
      named(world.constantContact.users, ({ organization }) => organization === account),
      now(),
    )
  return {
    mailchimp() {
      const { data } = named(world.mailchimp.accounts, ({ name }) => name === account)
      if (data === undefined) throw new Error('The account has not been used yet.')
      return truthOfMailchimp(data)
    },
    mailup: () =>
      truthOfMailup(
        mailupOf(
          named(world.mailup.users, ({ company }) => company === account),
          now(),
        ),
      ),
    'constant-contact': () => truthOfConstantContact(constantContact(), (id) => id),
    'constant-contact-v2': () => truthOfConstantContact(constantContact(), shortId),
  }
}
