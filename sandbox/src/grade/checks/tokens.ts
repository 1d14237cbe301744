import type { Check } from '../check.ts'
import { expect } from '../finding.ts'

const REFRESHING = ['mailup', 'constant-contact'] as const

/** What a program does with tokens that change, expire, get lost and are revoked. */
export const TOKENS: readonly Check[] = [
  {
    name: 'clock-skew',
    providers: REFRESHING,
    expected:
      'A token that the provider calls expired is refreshed and the call is repeated, although it has not expired by the program’s own clock.',
    why: 'Clocks differ, and providers end tokens early. Only the provider’s answer counts.',
    async run({ connected, expectLists, expireToken, mark, tokenRequests }) {
      await connected()
      expireToken()
      const from = mark()
      await expectLists('after the token had expired at the provider')
      expect(
        tokenRequests(from).length === 1,
        `The program sent ${tokenRequests(from).length} token requests.`,
      )
    },
  },
  {
    name: 'rotated-refresh-token',
    providers: REFRESHING,
    expected:
      'The refresh token of each response replaces the one before: a second and a third refresh work.',
    why: 'Refresh tokens rotate. A program that keeps the first one loses the account at its second refresh.',
    async run({ connected, expectLists, expireToken }) {
      await connected()
      for (const count of ['first', 'second', 'third']) {
        expireToken()
        await expectLists(`at the ${count} refresh`)
      }
    },
  },
  {
    name: 'refreshed-once',
    providers: REFRESHING,
    expected:
      'Three requests at the same time after a token has expired cause one refresh, and all of them succeed.',
    why: 'Of two refreshes with the same rotating token the second is refused: the account is lost, or the other call fails.',
    async run({ connected, expireToken, lists, mark, tokenRequests }) {
      await connected()
      expireToken()
      const from = mark()
      const answers = await Promise.all([lists(), lists(), lists()])
      const asked = tokenRequests(from).length
      expect(asked === 1, `The program sent ${asked} token requests.`)
      const statuses = answers.map(({ status }) => status)
      expect(
        statuses.every((status) => status === 200),
        `GET /lists answered ${statuses.join(', ')}.`,
      )
    },
  },
  {
    name: 'lost-rotation-answer',
    providers: ['mailup'],
    expected:
      'When the answer to a refresh is lost and the provider repeats it, the account works again within three requests.',
    why: 'The network can fail after the provider has rotated the token. The old refresh token is the only one that the program has, so it has to be sent again.',
    async run({ connected, expectLists, expireToken, lists, tokenFault, world }) {
      world.mailup.switches.rotation = 'kind'
      await connected()
      expireToken()
      tokenFault({ kind: 'lost_response', remaining: 1 })
      const statuses = [await lists(), await lists()].map(({ status }) => status)
      await expectLists(`after ${statuses.join(' and ')}`)
    },
  },
  {
    name: 'lost-for-good',
    providers: REFRESHING,
    expected:
      'When the answer is lost and the provider does not repeat it, GET /lists answers 401 within four requests, and the program stops asking.',
    why: 'The account has to be reconnected, and its user has to be told. Further attempts never succeed.',
    async run({ connected, expireToken, lists, mark, tokenFault, tokenRequests }) {
      await connected()
      expireToken()
      tokenFault({ kind: 'lost_response', remaining: 1 })
      const statuses: number[] = []
      for (let count = 0; count < 4 && statuses.at(-1) !== 401; count++) statuses.push((await lists()).status)
      expect(statuses.at(-1) === 401, `GET /lists answered ${statuses.join(', ')}.`)
      const from = mark()
      await lists()
      expect(tokenRequests(from).length === 0, 'The program keeps sending a rejected refresh token.')
    },
  },
  {
    name: 'revoked-while-idle',
    expected:
      'After the user has removed the program at the provider, GET /lists answers 401; reconnecting works.',
    why: 'Providers do not announce it. Any other response leaves the user with a permanent error.',
    async run({ connected, expectLists, lists, provider, world }) {
      await connected()
      const revoked = world.providers.find(({ id }) => id === provider.id)?.revoke(world, provider.users[0])
      expect(revoked !== undefined && revoked > 0, 'The program had no access to revoke.')
      const { status } = await lists()
      expect(status === 401, `GET /lists answered ${status}.`)
      await connected()
      await expectLists('after connecting again')
    },
  },
  {
    name: 'outage-is-no-revocation',
    providers: REFRESHING,
    expected:
      'While the token endpoint answers 503, GET /lists does not answer 401; afterwards it works without reconnecting.',
    why: 'An outage of the provider ends by itself. A program that mistakes it for a revocation makes every user reconnect.',
    async run({ connected, expectLists, expireToken, lists, tokenFault, world }) {
      await connected()
      expireToken()
      tokenFault({ kind: 'status', status: 503 })
      const { status } = await lists()
      world.faults.clear()
      expect(status !== 401, 'GET /lists answered 401 during an outage.')
      await expectLists('after the outage')
    },
  },
]
