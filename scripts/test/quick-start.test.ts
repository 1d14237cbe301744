import { connectControl } from '@letterlock/sandbox/control'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { finish, run } from '../../cli/test/run-command.ts'
import { codeBlocksOf } from '../site/code-blocks.ts'

const PAGE = 'docs/quick-start.md'
const page = readFileSync(join(import.meta.dirname, '../..', PAGE), 'utf8')
/** The commands of the steps before this heading, or after it. */
const commandsOf = (text: string): string[] =>
  codeBlocksOf(PAGE, text)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => [...code.matchAll(/^npx letterlock (.+)$/gm)].map(([, args = '']) => args))
const [working = '', broken = ''] = page.split('## 5. Break it')

test('the commands of “Start in five minutes” run, in their order', async () => {
  const commands = commandsOf(working)
  assert.ok(commands.length >= 6, commands.join())
  await using world = await startWorld()
  for (const args of commands) {
    // Its browser is driven in the command's own tests.
    if (args === 'connect mailchimp') await connect(world)
    else {
      const { code, out, err } = await finish(run(world, args.split(' ')))
      assert.equal(code, 0, `letterlock ${args}\n${out}${err}`)
      assert.notEqual(out.trim(), '', args)
    }
  }
})

test('what it shows of a revoked account is what the command says', async () => {
  await using world = await startWorld()
  await connect(world)
  await connectControl(world.sandbox.url).provider('mailchimp').revoke('ada')
  const [check = '', reconnect = ''] = commandsOf(broken)
  const { code, out } = await finish(run(world, check.split(' ')))
  assert.equal(code, 3)
  assert.ok(out.includes(`npx letterlock ${reconnect}\n`), out)
  const shown = codeBlocksOf(PAGE, broken).find(({ language }) => language === 'txt')
  for (const sentence of (shown?.code ?? '').trim().split(/(?<=\.) /))
    assert.ok(out.includes(sentence), `${sentence}\n${out}`)
})
