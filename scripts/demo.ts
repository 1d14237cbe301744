/*
 * Runs through all features with new servers on free ports, without a browser. Prints one line per verified step, and exits with 0 only
 * if all steps passed.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { walkAssistant } from './demo/assistant.ts'
import { walkConstantContact } from './demo/constant-contact.ts'
import { walkConstantContactV2 } from './demo/constant-contact-v2.ts'
import { checkDescribedEvents } from './demo/described-events.ts'
import { walkMailchimp } from './demo/mailchimp.ts'
import { walkMailup } from './demo/mailup.ts'
import { startDemo } from './demo/start-demo.ts'

const demo = await startDemo()
try {
  demo.seen(
    'Started the server and the sandbox; the first start created a data directory, an encryption key and a secret key.',
  )
  await walkMailchimp(demo)
  await walkMailup(demo)
  await walkConstantContact(demo)
  await walkConstantContactV2(demo)
  await walkAssistant(demo)
  const { folder, secrets, seen } = demo
  seen(`The events of ${await checkDescribedEvents(demo)} types carry what their documentation says.`)
  const stored = readdirSync(folder)
    .filter((name) => name.startsWith('letterlock.db'))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  for (const secret of secrets) assert.ok(!stored.includes(secret), 'the database contains a secret')
  seen(`The database contains none of the ${secrets.size} secrets of this demo.`)
} finally {
  await demo.close()
}
process.stdout.write(`\nAll ${demo.steps()} steps were verified.\n`)
