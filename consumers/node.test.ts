import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_VERSIONS, nodeFolder } from './node-versions.ts'
import { createProject, emptyProject } from './project.ts'
import { startLetterlock } from './start-letterlock.ts'
import { tarball } from './tarballs.ts'

/** The lines on which the server runs; the SDK runs on all. */
const [OLDEST_NODE, ...SERVER_VERSIONS] = NODE_VERSIONS
const [OLDEST_SERVER_NODE] = SERVER_VERSIONS
const JOURNEY = /^connected Ada’s Bakery\ntoken read\ncalled: [1-9]\d* audiences\ndisconnected\n$/

test('the SDK from ESM and from require, on every Node', { timeout: 300_000 }, async (t) => {
  const project = await createProject(t, ['sdk', 'cli'], 'sdk')
  const { url, secretKey } = await startLetterlock(
    project,
    ['npx', 'letterlock'],
    await nodeFolder('24.21.0'),
  )
  for (const version of NODE_VERSIONS)
    for (const script of ['esm.mjs', 'required.cjs']) {
      const node = await nodeFolder(version)
      const printed = await project.run('node', [script, url, secretKey], { node })
      const expected = {
        providers: 4,
        isLetterlockError: true,
        code: 'connection_not_found',
        exports: ['function', 'function'],
      }
      assert.deepEqual(JSON.parse(printed), expected, `${script} on Node ${version}`)
    }
})

for (const version of SERVER_VERSIONS)
  test(`start, connect, token, call, disconnect on Node ${version}`, { timeout: 180_000 }, async (t) => {
    const node = await nodeFolder(version)
    const project = await createProject(t, ['sdk', 'sandbox', 'cli'], 'journey')
    const { url, secretKey, stop } = await startLetterlock(project, ['npx', 'letterlock'], node)
    assert.match(await project.run('node', ['journey.mjs', url, secretKey], { node }), JOURNEY)
    assert.match(await (await fetch(`${url}/setup`)).text(), /<script type="module"/)
    assert.equal((await fetch(`${url}/docs`)).status, 200)
    const doctor = await project.run('npx', ['letterlock', 'doctor'], { node })
    assert.match(doctor, /✓ server: ready at /)
    await stop()
  })

test(
  `server and sandbox embedded in a program on Node ${OLDEST_SERVER_NODE}`,
  { timeout: 180_000 },
  async (t) => {
    const project = await createProject(t, ['sandbox', 'server'], 'embed')
    const node = await nodeFolder(OLDEST_SERVER_NODE)
    assert.equal(await project.run('node', ['embed.mjs'], { node }), 'embedded\n')
  },
)

test('from an empty folder to a connection', { timeout: 180_000 }, async (t) => {
  const begin = performance.now()
  const project = emptyProject(t)
  const command = ['npx', '--yes', '-p', tarball('cli'), 'letterlock'] as const
  const { url, secretKey, printed } = await startLetterlock(project, command, await nodeFolder('24.21.0'))
  assert.match(printed, /letterlock connect mailchimp/)
  const application = await createProject(t, ['sdk', 'sandbox'], 'journey')
  const steps = await application.run('node', ['journey.mjs', url, secretKey], {
    node: await nodeFolder('24.21.0'),
  })
  assert.match(steps, JOURNEY)
  const seconds = (performance.now() - begin) / 1000
  t.diagnostic(`${seconds.toFixed(1)} s from an empty folder to a connection, its token and a call`)
})

test('a Node that is too old for the server or the sandbox gets a sentence', async (t) => {
  const project = await createProject(t, ['cli', 'sandbox'])
  const node = await nodeFolder(OLDEST_NODE)
  for (const command of ['letterlock', 'letterlock-sandbox'])
    await assert.rejects(
      project.run(`node_modules/.bin/${command}`, ['--help'], { node }),
      /needs Node 22\.19 or newer, and this is 20\.20\.2\. Install it from/,
      command,
    )
})

test(
  'the packed sandbox: fixtures with their schema, state, worlds and the typed client',
  { timeout: 120_000 },
  async (t) => {
    const project = await createProject(t, ['sandbox'], 'sandbox')
    const node = await nodeFolder(OLDEST_SERVER_NODE)
    assert.equal(await project.run('node', ['walk.mjs'], { node }), 'walked\n')
  },
)

test('the packed sandbox grades a program', { timeout: 120_000 }, async (t) => {
  const project = await createProject(t, ['sandbox'])
  const node = await nodeFolder(OLDEST_SERVER_NODE)
  await assert.rejects(
    project.run('npx', ['letterlock-sandbox', 'grade', '--provider', 'mailup', '--', 'node', '-e', '0'], {
      node,
    }),
    /node has ended before it accepted a connection/,
  )
  assert.match(
    await project.run('npx', ['letterlock-sandbox', '--help'], { node }),
    /^Usage: letterlock-sandbox/,
  )
})
