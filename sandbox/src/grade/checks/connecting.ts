import type { Check } from '../check.ts'
import { expect } from '../finding.ts'

/** How a program connects an account. */
export const CONNECTING: readonly Check[] = [
  {
    name: 'connects',
    isNeeded: true,
    expected: 'The account is connected, and GET /lists returns the names of its lists.',
    why: 'Everything else needs it.',
    async run({ connected, expectLists }) {
      await connected()
      await expectLists('after connecting')
    },
  },
  {
    name: 'token-without-type',
    providers: ['mailchimp', 'mailup'],
    expected:
      'A token response without “token_type” is accepted, and “expires_in: 0” means that the token does not expire.',
    why: 'RFC 6749 section 5.1 requires the member, and these providers do not send it. Mailchimp sends 0 for “never”.',
    async run({ connected, expectLists, mark, tokenRequests }) {
      await connected()
      const from = mark()
      await expectLists('right after connecting')
      const asked = tokenRequests(from).length
      expect(asked === 0, `The program requested ${asked} more tokens right after connecting.`)
    },
  },
  {
    name: 'state-is-checked',
    expected:
      'A callback with another “state” is refused with status 400 or more, and its code is not redeemed.',
    why: 'Otherwise an attacker can connect their own account to another user of the program (RFC 6749 section 10.12).',
    async run({ connect, mark, tokenRequests }) {
      const from = mark()
      const status = await connect({ change: (redirect) => redirect.searchParams.set('state', 'forged') })
      expect(tokenRequests(from).length === 0, 'The program redeemed a code that came with a forged state.')
      expect(status >= 400, `The callback answered ${status} to a forged state.`)
    },
  },
  {
    name: 'user-declines',
    expected:
      'The callback answers 400 or more when the user does not allow access, without requesting a token.',
    why: 'RFC 6749 section 4.1.2.1: the redirect has “error=access_denied”, and no code.',
    async run({ connect, mark, tokenRequests }) {
      const from = mark()
      const status = await connect({ decision: 'deny' })
      expect(status >= 400, `The callback answered ${status}, as if the user had allowed access.`)
      expect(tokenRequests(from).length === 0, 'The program requested a token without a code.')
    },
  },
  {
    name: 'code-expired',
    expected:
      'A code that arrives too late is a failed connection: the callback answers 400 or more, after at most two token requests.',
    why: 'Mailchimp’s codes last 30 seconds: a slow redirect or a queue is enough. A code is never accepted later.',
    async run({ connect, mark, provider, tokenRequests, world }) {
      const from = mark()
      const status = await connect({ change: () => world.clock.advance(provider.codeSeconds + 1) })
      expect(status >= 400, `The callback answered ${status} although the code had expired.`)
      const asked = tokenRequests(from).length
      expect(asked <= 2, `The program tried the expired code ${asked} times.`)
    },
  },
  {
    name: 'metadata-error-in-200',
    providers: ['mailchimp'],
    expected: 'An error in the body of the metadata response is an error, although its status is 200.',
    why: 'Mailchimp’s metadata endpoint answers an invalid token with 200. A program that checks only the status stores an account without a data center.',
    async run({ connect, world }) {
      world.faults.add({
        kind: 'replaced_body',
        host: 'login.mailchimp.com',
        path: '/oauth2/metadata',
        body: '{"error":"invalid_token","error_description":"The access token is not valid."}',
      })
      const status = await connect()
      expect(status >= 400, `The callback answered ${status} although the metadata response was an error.`)
    },
  },
  {
    name: 'data-center-per-account',
    providers: ['mailchimp'],
    expected: 'Calls go to the data center of the connected account.',
    why: 'Each account is in one data center. The others respond as if the token were invalid. Only the metadata endpoint names it.',
    async run({ apiRequests, connected, expectLists, lists, mark, provider }) {
      for (const [username, host] of [
        [provider.users[0], 'us21.api.mailchimp.com'],
        [provider.users[1], 'us6.api.mailchimp.com'],
      ] as const) {
        await connected({ username })
        const from = mark()
        await lists()
        const asked = [...new Set(apiRequests(from).map((one) => one.host))]
        expect(
          asked.length === 1 && asked[0] === host,
          `For ${username} the program called ${asked.join(', ') || 'nothing'}, not ${host}.`,
        )
        await expectLists(`for ${username}`)
      }
    },
  },
]
