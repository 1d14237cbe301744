/**
 * The whole journey, headless, against freshly started servers on free ports: one plain line a step with what was
 * seen. Ends with 0 only if every step was verified.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { walkAssistant } from './demo/assistant.ts'
import { walkConstantContact } from './demo/constant-contact.ts'
import { walkConstantContactV2 } from './demo/constant-contact-v2.ts'
import { walkMailchimp } from './demo/mailchimp.ts'
import { walkMailup } from './demo/mailup.ts'
import { startStage } from './demo/stage.ts'

const stage = await startStage()
try {
  stage.seen(
    'Hub and sandbox started; the first start made a data folder, an encryption key and a secret key.',
  )
  await walkMailchimp(stage)
  await walkMailup(stage)
  await walkConstantContact(stage)
  await walkConstantContactV2(stage)
  await walkAssistant(stage)
  const { folder, secrets, seen } = stage
  const stored = readdirSync(folder)
    .filter((name) => name.startsWith('letterlock.db'))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  for (const secret of secrets) assert.ok(!stored.includes(secret), 'a secret stands in the database')
  seen(`None of the ${secrets.size} secrets of this journey stands in the database.`)
} finally {
  await stage.close()
}
process.stdout.write(`\nEvery one of the ${stage.steps()} steps was verified.\n`)
