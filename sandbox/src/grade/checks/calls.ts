import type { Check } from '../check.ts'
import { expect } from '../finding.ts'
import type { Grading } from '../grading.ts'

const EXTRA_LISTS = Array.from({ length: 60 }, (_none, index) => `Graded list ${index + 1}`)

/** Tolerance for timers and clocks. */
const CLOCK_MS = 50

/** How a program calls the API. */
export const CALLS: readonly Check[] = [
  {
    name: 'calls-per-second',
    providers: ['mailup', 'constant-contact'],
    expected:
      'Six requests at the same time succeed, although the provider refuses more than four or five calls per second.',
    why: 'Two users of a program are enough to reach the limit: the program has to wait and retry.',
    async run({ connected, lists, provider, world }) {
      await connected()
      provider.limitCalls?.(world)
      const answers = await Promise.all(Array.from({ length: 6 }, () => lists()))
      const found = answers.map(({ status, names }) => (names?.length === 0 ? 'no names' : status))
      expect(
        found.every((one) => one === 200),
        `GET /lists answered ${found.join(', ')}.`,
      )
    },
  },
  {
    name: 'pages',
    expected: 'GET /lists returns all lists of an account that has more than one page of them, each once.',
    why: 'Providers return 10, 20 or 50 at a time. Small test accounts hide the rest.',
    async run({ addLists, connected, expectLists }) {
      await addLists(EXTRA_LISTS)
      await connected()
      const names = await expectLists('with many lists')
      const found = EXTRA_LISTS.filter((name) => names.includes(name)).length
      expect(found === EXTRA_LISTS.length, `${found} of ${EXTRA_LISTS.length} added lists were returned.`)
      expect(new Set(names).size === names.length, 'Some lists were returned twice.')
    },
  },
  {
    name: 'rate-limit-with-wait',
    expected: 'After 429 with “Retry-After: 1” the call is repeated after a second, and succeeds.',
    why: 'RFC 9110 section 10.2.3. Providers count calls that come earlier.',
    run: (grading) => runRateLimit(grading, '1'),
  },
  {
    name: 'rate-limit-without-wait',
    expected: 'After 429 without “Retry-After” the call is repeated a little later, and succeeds.',
    why: 'Mailchimp limits simultaneous calls, MailUp and Constant Contact calls per second; none of them says how long to wait.',
    run: (grading) => runRateLimit(grading, undefined),
  },
  {
    name: 'odd-bodies',
    expected:
      'For HTML, truncated JSON and an empty body with status 200, the program answers 500 or more, or retries the call. It keeps running.',
    why: 'Maintenance pages and dropped connections look like this. An empty list instead makes users believe that their data is gone.',
    async run({ apiFault, connected, expectLists, lists, world }) {
      await connected()
      const faults = [
        { kind: 'html_body' },
        { kind: 'invalid_json' },
        { kind: 'replaced_body', body: '' },
      ] as const
      for (const fault of faults) {
        apiFault(fault)
        const { status, names } = await lists()
        world.faults.clear()
        const found = names ? `${names.length} names` : `status ${status}`
        expect(status >= 500, `GET /lists answered with ${found} to the fault “${fault.kind}”.`)
      }
      await expectLists('when the bodies were right again')
    },
  },
  {
    name: 'connection-reset',
    expected:
      'A closed connection is not a revocation: GET /lists answers 200 or 500 and more, and works afterwards.',
    why: 'Providers close idle connections at any time.',
    async run({ apiFault, connected, expectLists, lists }) {
      await connected()
      apiFault({ kind: 'connection_reset', remaining: 1 })
      const { status, names } = await lists()
      expect(
        status >= 500 || (names !== undefined && names.length > 0),
        `GET /lists answered ${status}${names ? ' without names' : ''}.`,
      )
      await expectLists('afterwards')
    },
  },
]

async function runRateLimit(
  { apiFault, apiRequests, connected, expectLists, mark }: Grading,
  wait: string | undefined,
): Promise<void> {
  await connected()
  apiFault({ kind: 'status', status: 429, remaining: 1, ...(wait !== undefined && { retryAfter: wait }) })
  const from = mark()
  await expectLists('after 429')
  const requests = apiRequests(from)
  const refused = requests.find(({ status }) => status === 429)
  const repeated = requests.find(({ id }) => refused !== undefined && id > refused.id)
  expect(refused !== undefined && repeated !== undefined, 'The call was not repeated.')
  const waited = Date.parse(repeated.at) - Date.parse(refused.at)
  expect(waited >= Number(wait ?? 0) * 1000 - CLOCK_MS, `The call was repeated after ${waited} ms.`)
}
