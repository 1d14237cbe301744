import { countPassed, type CheckResult, type Report } from './report.ts'

/** Writes a report card. */
export type Reporter = (report: Report) => string

const WIDTH = 100

/** Lines of at most 100 columns. */
function wrap(label: string, text: string): string {
  const indent = ' '.repeat(14)
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && indent.length + last.length + word.length >= WIDTH) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return `    ${label.padEnd(10)}${lines.join(`\n${indent}`)}`
}

function describe({ name, passed, expected, found, lastRequest, why }: CheckResult): string {
  if (passed) return `  ✓ ${name}`
  const called = lastRequest === undefined ? [] : [wrap('Last call', lastRequest)]
  return [
    `  ✗ ${name}`,
    wrap('Expected', expected),
    wrap('Found', found ?? ''),
    ...called,
    wrap('Why', why),
  ].join('\n')
}

function describeAll(checks: readonly CheckResult[]): string {
  const run = checks.filter(({ skipped }) => !skipped)
  const rest = checks.length - run.length
  return [
    ...run.map(describe),
    ...(rest > 0 ? [`  – ${rest} more checks need that, and were not run.`] : []),
  ].join('\n')
}

const text: Reporter = ({ command, passed, total, providers }) => {
  const parts = providers.map(
    ({ title, checks }) => `${title}: ${countPassed(checks)} of ${checks.length}\n${describeAll(checks)}\n`,
  )
  return `${command}\n\n${parts.join('\n')}\n${passed} of ${total} checks passed.\n`
}

const json: Reporter = (report) => `${JSON.stringify(report, null, 2)}\n`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (value: string): string => value.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

const junit: Reporter = ({ passed, total, providers }) => {
  const allSkipped = providers.flatMap(({ checks }) => checks).filter(({ skipped }) => skipped).length
  const suites = providers.map(({ provider, checks }) => {
    const cases = checks.map((check) => {
      const { name, passed: isPassed, skipped, expected, found = '', lastRequest, why, durationMs } = check
      const start = `    <testcase classname="${escape(provider)}" name="${escape(name)}" time="${durationMs / 1000}"`
      if (isPassed) return `${start}/>`
      if (skipped) return `${start}><skipped/></testcase>`
      const called = lastRequest === undefined ? '' : `Last call: ${lastRequest}\n`
      const detail = escape(`Expected: ${expected}\nFound: ${found}\n${called}Why: ${why}`)
      return `${start}>\n      <failure message="${escape(found)}">${detail}</failure>\n    </testcase>`
    })
    const skipped = checks.filter((check) => check.skipped).length
    const failures = checks.length - countPassed(checks) - skipped
    return `  <testsuite name="${escape(provider)}" tests="${checks.length}" failures="${failures}" skipped="${skipped}">\n${cases.join('\n')}\n  </testsuite>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="${total}" failures="${total - passed - allSkipped}" skipped="${allSkipped}">
${suites.join('\n')}
</testsuites>
`
}

export const REPORTERS: Readonly<Record<string, Reporter>> = { text, json, junit }
