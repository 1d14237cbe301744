import type { ConnectionRepository } from '../../connections/connection-repository.ts'
import { accountKey, type AccountRef } from './account-ref.ts'
import { comparableText } from '../model/comparable-text.ts'

export type AccountIdentities = Pick<ConnectionRepository, 'identitiesOf'>

/**
 * The items whose account has another ID but may be this account: a connection of one and a connection of the other have the same name, email
 * address or end user. All connections count, not only those in use.
 */
export async function kinAmong<T>(
  connections: AccountIdentities,
  account: AccountRef,
  things: readonly T[],
  accountIn: (thing: T) => AccountRef,
): Promise<T[]> {
  const others = things.filter((thing) => accountKey(accountIn(thing)) !== accountKey(account))
  if (others.length === 0) return []
  const own = new Set(await knownAs(connections, account))
  const areKin = new Map<string, boolean>()
  for (const one of others.map(accountIn))
    if (!areKin.has(accountKey(one)))
      areKin.set(
        accountKey(one),
        (await knownAs(connections, one)).some((name) => own.has(name)),
      )
  return others.filter((thing) => areKin.get(accountKey(accountIn(thing))))
}

async function knownAs(
  connections: AccountIdentities,
  { workspaceId, provider: providerSlug, accountId }: AccountRef,
): Promise<string[]> {
  const identities = await connections.identitiesOf({ workspaceId, providerSlug, accountId })
  return identities.flatMap(({ account: { name, email }, endUserId }) => [
    `name ${comparableText(name)}`,
    `end user ${endUserId}`,
    ...(email === null ? [] : [`email ${comparableText(email)}`]),
  ])
}
