import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { CONSTANT_CONTACT_RULES } from '../src/constant-contact/api/rules.ts'
import { CONSTANT_CONTACT_V2_RULES } from '../src/constant-contact-v2/api/rules.ts'
import { MAILCHIMP_RULES } from '../src/mailchimp/rules.ts'
import { MAILUP_RULES } from '../src/mailup/api/rules.ts'
import type { Operation } from '../src/specification/specification.ts'
import { startSandbox } from '../src/sandbox.ts'
import { compareAnswers, compareReadBack, compareRefusals } from './specification/compare.ts'
import { compareFilters, type NamesTime } from './specification/compare-filters.ts'
import { Explorer } from './specification/explore.ts'
import { KNOWLEDGE } from './specification/knowledge.ts'
import { MAILCHIMP_WRITES_ONLY } from './specification/mailchimp.ts'
import type { AppliedSpecification } from '../src/specification/apply-specification.ts'
import { isProvider, signIn, type ProviderName } from './specification/sign-in.ts'

/* How much of each provider is simulated, and how truly. The figures are a ratchet: raise them with what they measure. */

interface Expected {
  readonly of: AppliedSpecification
  /** At least this many operations are simulated. */
  readonly simulated: number
  /** At least this share of their answers is valid. */
  readonly valid: number
  /** Members that a path decides, or whose value is another thing when it is read. */
  readonly writesOnly?: readonly string[]
  /** At most this many written members are lost. */
  readonly lost?: number
  readonly filters?: {
    readonly namesTime: NamesTime
    readonly all: (path: string) => string
    readonly tried: number
  }
}

const PROVIDERS: Readonly<Record<ProviderName, Expected>> = {
  mailchimp: {
    of: MAILCHIMP_RULES,
    simulated: 251,
    valid: 1,
    writesOnly: MAILCHIMP_WRITES_ONLY,
    filters: { namesTime: mailchimpTime, all: allAtMailchimp, tried: 32 },
  },
  'constant-contact': {
    of: CONSTANT_CONTACT_RULES,
    simulated: 104,
    valid: 1,
    filters: { namesTime: constantContactTime, all: () => 'status=all&limit=500', tried: 8 },
  },
  'constant-contact-v2': { of: CONSTANT_CONTACT_V2_RULES, simulated: 67, valid: 1 },
  mailup: { of: MAILUP_RULES, simulated: 78, valid: 1 },
}

function constantContactTime(parameter: string, { path }: Operation): ReturnType<NamesTime> {
  const [, name = '', side = ''] = /^(created|updated|optout)_(after|before)$/.exec(parameter) ?? []
  if (path === '/emails' && /^(before|after)_date$/.test(parameter))
    return { keeps: parameter === 'after_date' ? 'after' : 'before', member: 'updated_at' }
  if (path !== '/contacts' || name === '') return undefined
  const member =
    { created: 'created_at', updated: 'updated_at', optout: 'email_address.opt_out_date' }[name] ?? ''
  return { keeps: side === 'after' ? 'after' : 'before', member }
}

/** A list whole: no more than 1000 fit on a page. */
function allAtMailchimp(path: string): string {
  return path === '/lists/{list_id}/members' ? 'count=1000&status=cleaned' : 'count=1000'
}

function mailchimpTime(parameter: string): ReturnType<NamesTime> {
  if (parameter === 'since_last_campaign') return undefined
  const [, side, name = ''] = /^(since|before)_(.+)$/.exec(parameter) ?? []
  if (!side) return undefined
  return {
    keeps: side === 'since' ? 'after' : 'before',
    member: name === 'campaign_last_sent' ? `stats.${name}` : name,
  }
}

/** The rows of its table of what is simulated. */
const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

const report = (t: TestContext, figure: string, exceptions: readonly string[]): void => {
  t.diagnostic([figure, ...exceptions].join('\n  '))
}

for (const [name, expected] of Object.entries(PROVIDERS)) {
  if (!isProvider(name)) continue
  const { specification } = expected.of
  const open = async () => {
    const sandbox = await startSandbox()
    const explorer = new Explorer(specification, signIn(sandbox, name), KNOWLEDGE[name])
    return { explorer, [Symbol.asyncDispose]: () => sandbox.close() }
  }

  test(`${name}: each operation is simulated with a valid answer, or says that it is not`, async (t) => {
    await using opened = await open()
    const { simulated, notImplemented, valid, invalid } = await compareAnswers(
      opened.explorer,
      name === 'mailchimp',
    )
    const total = specification.operations.length
    report(t, `${name}: ${simulated} of ${total} operations, ${valid} valid answers`, invalid)
    assert.equal(simulated + notImplemented, total)
    assert.ok(simulated >= expected.simulated, `${simulated} are simulated`)
    assert.match(README, new RegExp(`\\| ${simulated} of ${total} +\\| all `), 'the README has the figures')
    assert.ok(valid / simulated >= expected.valid, invalid.join('\n'))
  })

  test(`${name}: what is written can be read`, async (t) => {
    await using opened = await open()
    const { written, lost } = await compareReadBack(opened.explorer, expected.writesOnly)
    report(t, `${name}: ${written - lost.length} of ${written} members are read back`, lost)
    assert.ok(lost.length <= (expected.lost ?? 0), lost.join('\n'))
  })

  // Of the others only answers are specified.
  if (!expected.filters) continue
  test(`${name}: each request that breaks a rule is refused`, async (t) => {
    await using opened = await open()
    const { sent, accepted } = await compareRefusals(opened.explorer)
    report(t, `${name}: ${sent - accepted.length} of ${sent} wrong requests are refused`, accepted)
    assert.deepEqual(accepted, [])
  })

  const { filters } = expected
  if (filters)
    test(`${name}: each filter by time keeps what is on its side`, async (t) => {
      await using opened = await open()
      const { tried, ignored } = await compareFilters(opened.explorer, filters.namesTime, filters.all)
      report(t, `${name}: ${tried - ignored.length} of ${tried} filters by time work`, ignored)
      assert.ok(tried >= filters.tried, `${tried} were tried`)
      assert.deepEqual(ignored, [])
    })
}
