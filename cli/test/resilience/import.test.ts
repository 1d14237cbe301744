import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { finish, grant, linesOf, run } from '../run-command.ts'

const ROWS = sizeOf(1000, 10_000)

test(
  `import of ${ROWS} rows, 3 % bad, killed in the middle and resumed: right counts, right reasons, no double`,
  { timeout: sizeOf(300_000, 3_600_000) },
  async (t) => {
    await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
    const file = join(folder, 'connections.csv')
    // By line, with the header.
    const bad = new Map<number, string>()
    const rows = Array.from({ length: ROWS }, (_, index) => {
      const number = index + 1
      if (number % 100 === 1) bad.set(number + 1, 'credentials_rejected')
      if (number % 100 === 2) bad.set(number + 1, 'invalid_row')
      if (number % 100 === 3) bad.set(number + 1, 'invalid_request')
      switch (bad.get(number + 1)) {
        case 'credentials_rejected':
          return `mailchimp,owner-${number},${'d'.repeat(32)}`
        case 'invalid_row':
          return `mailchimp,,${grant(world, number)}`
        case 'invalid_request':
          return `nowhere,owner-${number},${grant(world, number)}`
        default:
          return `mailchimp,"owner-${number}",${grant(world, number)}`
      }
    })
    writeFileSync(file, `provider,endUserId,accessToken\n${rows.join('\n')}\n`)
    const report = `${file}.results.jsonl`

    const killed = run(world, ['connections', 'import', file])
    // It is looked at often: the rows are counted, not parsed.
    const enough = (): boolean =>
      existsSync(report) && readFileSync(report, 'utf8').split('\n').length > ROWS / 4
    await waitUntil(enough, 'a quarter is imported', sizeOf(110_000, 1_800_000))
    killed.kill('SIGKILL')
    await once(killed, 'close')
    const before = linesOf(report).length
    assert.ok(before < ROWS, 'it was killed in the middle')

    const { code, out, err } = await finish(run(world, ['connections', 'import', file]))
    assert.equal(code, 1, 'some rows failed')
    assert.match(
      out,
      new RegExp(`${ROWS} rows: \\d+ imported, \\d+ already existed, ${bad.size} failed`),
      err,
    )
    const lines = linesOf(report)
    assert.equal(new Set(lines.map(({ line }) => line)).size, ROWS)
    for (const { line, outcome, code } of lines)
      if (bad.has(line)) assert.deepEqual([outcome, code], ['failed', bad.get(line)], `line ${line}`)
      else assert.ok(outcome === 'imported' || outcome === 'exists', `line ${line}: ${outcome} ${code}`)
    const text = out + err + readFileSync(report, 'utf8')
    assert.ok(!text.includes('d'.repeat(32)) && !/a{20,}/.test(text), 'no secret is repeated')

    const owners = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await world.client.connections.list({ limit: 100, ...(cursor && { cursor }) })
      for (const { endUserId } of page.items) {
        assert.ok(!owners.has(endUserId), `${endUserId} twice`)
        owners.add(endUserId)
      }
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    assert.equal(owners.size, ROWS - bad.size)
    const again = await finish(run(world, ['--json', 'connections', 'import', file]))
    assert.equal(
      (JSON.parse(again.out) as { before: number }).before,
      ROWS - bad.size,
      'a third run tries only those that failed',
    )
    t.diagnostic(`killed after ${before} rows`)
    rmSync(folder, { recursive: true })
  },
)
