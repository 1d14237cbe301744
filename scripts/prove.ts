/*
 * `npm run prove -- NAME` runs one test at the size of its proof, which takes minutes and is not part of `npm test`; without a name it
 * lists them. Further arguments are for the test, such as its size.
 */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const PROOFS = {
  kill: ['server/test/resilience/kill.test.ts', 'killed while'],
  import: ['cli/test/resilience/import.test.ts', 'killed in the middle'],
  'list-plans': ['server/test/resilience/list-plans.test.ts', 'no list scans'],
  webhooks: ['server/test/resilience/webhooks.test.ts', 'every event arrives'],
  'encryption-keys': ['server/test/resilience/key-rotation.test.ts', 'is rotated under reads'],
  backup: ['server/test/resilience/backup.test.ts', 'made under load'],
  outage: ['server/test/integration/alerts.test.ts', 'lose at once is one alert'],
  move: ['server/test/resilience/move.test.ts', 'an audience moves'],
} as const

const TIMEOUT_MS = 7_200_000
const [name = '', ...size] = process.argv.slice(2)
const proof = Object.entries(PROOFS).find(([known]) => known === name)?.[1]
if (!proof) {
  process.stdout.write(`npm run prove -- ${Object.keys(PROOFS).join('|')}\n`)
  process.exit(1)
}
const root = resolve(import.meta.dirname, '..')
const options = ['--test', `--test-timeout=${TIMEOUT_MS}`, '--test-reporter=spec', '--test-force-exit']
const child = spawn(process.execPath, [...options, `--test-name-pattern=${proof[1]}`, join(root, proof[0])], {
  cwd: root,
  env: { ...process.env, LETTERLOCK_TEST_FULL_SIZE: '1', LETTERLOCK_TEST_PROOF: size.join(' ') },
  stdio: 'inherit',
})
child.once('exit', (code) => process.exit(code ?? 1))
