import { parseArgs } from 'node:util'
import { startTarget } from './letterlock/start-target.ts'
import { run } from './run.ts'

/* npm run send-guard -- --cases 5000 --seed 1 [--provider mailup] */

const print = (line: string): boolean => process.stdout.write(`${line}\n`)

const PROVIDERS = ['mailchimp', 'mailup', 'constant-contact', 'constant-contact-v2']

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    provider: { type: 'string' },
  },
})
const providers = values.provider === undefined ? PROVIDERS : [values.provider]
const cases = Math.ceil(Number(values.cases) / providers.length)
const runs = await run(startTarget, providers, { cases, seed: Number(values.seed) })
for (const { target, cases: count, calls, questions, findings, sends } of runs) {
  const end = sends ? '' : ' A user who approves sends nothing: the run proves nothing.'
  print(
    `${target}: ${count} cases, ${calls} calls, ${questions} questions, ${findings.length} findings.${end}`,
  )
  for (const finding of findings.slice(0, 20)) print(`  ${finding.case}\n    ${finding.fault}`)
}
process.exitCode = runs.some(({ findings, sends }) => findings.length > 0 || !sends) ? 1 : 0
