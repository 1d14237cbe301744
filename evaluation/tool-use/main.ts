import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { PAGE, pageOf } from './page.ts'
import { FIRST_REQUESTS, FURTHER_REQUESTS } from './requests/index.ts'
import { PROVIDERS, run, type Result } from './run.ts'
import { figuresOf } from './table.ts'

/* npm run tool-use -- [--provider mailup] [--only words] [--write] */

const print = (line: string): boolean => process.stdout.write(`${line}\n`)

const { values } = parseArgs({
  options: {
    provider: { type: 'string' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean' },
  },
})
const isAsked = ({ ask }: { readonly ask: string }): boolean =>
  ask.toLowerCase().includes(values.only.toLowerCase())
const results = await run(
  [...FURTHER_REQUESTS, ...FIRST_REQUESTS].filter(isAsked),
  values.provider === undefined ? PROVIDERS : [values.provider],
)
for (const { ask, provider, outcome, calls, tokens, problem } of results) {
  const figures = `${outcome.padEnd(16)}${provider.padEnd(21)}${String(calls).padStart(3)}${String(tokens).padStart(7)}`
  print(`${figures}  ${ask}`)
  if (outcome === 'misled' || outcome === 'failed')
    print(`    ${problem.slice(0, 600).replaceAll('\n', ' ')}`)
}
const among = (asked: readonly { readonly ask: string }[]): Result[] =>
  results.filter(({ ask }) => asked.some((one) => one.ask === ask))
const [first, further] = [among(FIRST_REQUESTS), among(FURTHER_REQUESTS)]
print(JSON.stringify({ first: figuresOf(first), further: figuresOf(further) }))
if (values.write) writeFileSync(PAGE, pageOf(first, further))
const { misled, failed } = figuresOf(results)
process.exitCode = misled + failed > 0 ? 1 : 0
