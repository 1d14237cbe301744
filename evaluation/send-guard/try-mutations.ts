import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { MUTATIONS } from './mutations.ts'

/* npm run send-guard:mutations: plants each mistake alone, and fails if SendGuard misses one. */

const print = (line: string): boolean => process.stdout.write(`${line}\n`)

const PROVIDER = 'mailchimp'
/** Each tool in both protocols with every behaviour, a few times. */
const CASES = '700'

const missed = MUTATIONS.filter(({ mistake }, number) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--conditions=letterlock-source',
      '--import',
      join(import.meta.dirname, 'plant.ts'),
      join(import.meta.dirname, 'main.ts'),
      '--cases',
      CASES,
      '--provider',
      PROVIDER,
    ],
    { encoding: 'utf8', env: { ...process.env, SEND_GUARD_MISTAKE: String(number) } },
  )
  const found = status === 1 && /[1-9]\d* findings/.test(stdout)
  const [, fault = ''] = /\n {4}(.*)/.exec(stdout) ?? []
  print(`${found ? 'found' : 'MISSED'}: ${mistake}. ${found ? fault.slice(0, 100) : stderr.slice(0, 400)}`)
  return !found
})
print(`${MUTATIONS.length - missed.length} of ${MUTATIONS.length} mistakes found.`)
process.exitCode = missed.length > 0 ? 1 : 0
