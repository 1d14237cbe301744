import { GRADED_PROVIDERS, gradeProgram, REPORTERS } from '@letterlock/sandbox/grade.ts'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

const PROGRAM = [
  process.execPath,
  '--conditions=letterlock-source',
  join(import.meta.dirname, 'graded-server.ts'),
]

for (const provider of GRADED_PROVIDERS)
  test(`the server gets full marks at ${provider.title}`, async () => {
    const report = await gradeProgram(PROGRAM, [provider], `/oauth/${provider.id}/callback`)
    assert.equal(report.passed, report.total, REPORTERS['text']?.(report))
  })
