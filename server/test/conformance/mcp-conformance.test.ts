import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer, request as forward, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { connect } from '@letterlock/testing/connect.ts'
import { conformanceFixtures } from '@letterlock/testing/conformance-fixtures.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const modules = join(import.meta.dirname, '../../../node_modules')

/** These tools cannot send a key: this stands before the server and adds it, and passes everything else on. */
async function openGate({ server, secretKey }: TestWorld): Promise<{ url: string; gate: Server }> {
  const gate = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    const headers = { ...(request.headers as Record<string, string>), authorization: `Bearer ${secretKey}` }
    const { hostname, port } = new URL(server.url)
    const onward = forward({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/mcp`, gate }
}

async function run(program: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const options = { timeout: 100_000, maxBuffer: 64 * 1024 * 1024 }
  const env = { ...process.env, HOME: tmpdir() }
  return promisify(execFile)(process.execPath, [program, ...args], { ...options, env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      output: stdout + stderr,
    }),
  )
}

const SUITE = join(modules, '@modelcontextprotocol/conformance/dist/index.js')

/** Everything that a revision requires of servers. Extensions that it does not score are not asked of us: */
const UNSCORED: Readonly<Record<string, string>> = {
  tasks:
    'an extension (io.modelcontextprotocol/tasks) that the library does not serve, and that nothing here takes long enough for',
}

for (const revision of ['2025-11-25', '2026-07-28'])
  test(
    `the official conformance suite: everything that ${revision} requires`,
    { timeout: 110_000 },
    async () => {
      await using world = await startWorld({}, { extendMcp: conformanceFixtures })
      const { url, gate } = await openGate(world)
      const folder = mkdtempSync(join(tmpdir(), 'letterlock-conformance-'))
      try {
        const { code, output } = await run(SUITE, [
          'server',
          '--url',
          url,
          '--requirements',
          revision,
          '-o',
          folder,
        ])
        const failed = failuresIn(folder).filter(
          (name) => !Object.keys(UNSCORED).some((extension) => name.includes(extension)),
        )
        assert.deepEqual(failed, [], output.slice(-6000))
        assert.equal(code, 0, output.slice(-6000))
      } finally {
        gate.closeAllConnections()
        gate.close()
        rmSync(folder, { recursive: true })
      }
    },
  )

interface Check {
  readonly id: string
  readonly status: string
  readonly errorMessage?: string
}

/** What the suite has written down of each scenario. */
function failuresIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('checks.json'),
  )
  assert.ok(files.length > 20, `only ${files.length} scenarios were run`)
  return files.flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Check[])
      .filter(({ status }) => status === 'FAILURE')
      .map(({ id, errorMessage }) => `${file}: ${id}: ${errorMessage}`),
  )
}

const INSPECTOR = join(modules, '.bin/mcp-inspector')

test('the Inspector lists the tools strictly, and calls one', { timeout: 110_000 }, async () => {
  await using world = await startWorld()
  await connect(world)
  const { url, gate } = await openGate(world)
  const inspect = (...args: string[]) =>
    run(realpathSync(INSPECTOR), ['--cli', url, '--transport', 'http', '--format', 'json', ...args])
  try {
    for (const era of ['modern', 'legacy']) {
      const listed = await inspect('--protocol-era', era, '--method', 'tools/list', '--strict')
      assert.equal(listed.code, 0, listed.output.slice(-3000))
      assert.match(listed.output, /"send_campaign"/)
      const called = await inspect(
        '--protocol-era',
        era,
        '--method',
        'tools/call',
        '--tool-name',
        'list_audiences',
      )
      assert.equal(called.code, 0, called.output.slice(-3000))
      assert.match(called.output, /From Ada’s Bakery/)
    }
    // A tool's own refusal is told as one.
    const refused = await inspect(
      '--method',
      'tools/call',
      '--tool-name',
      'get_campaign',
      '--tool-arg',
      'campaign=none',
    )
    assert.equal(refused.code, 5, refused.output.slice(-3000))
  } finally {
    gate.closeAllConnections()
    gate.close()
  }
})
