import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addLcov, coveredFolders, type LineCoverage } from './line-coverage.ts'

const FIRST = `TN:
SF:server/src/jobs/run.ts
FN:1,run
DA:1,1
DA:2,0
DA:3,0
end_of_record
SF:server/src/kernel/time.ts
DA:1,4
end_of_record
`
const SECOND = `TN:
SF:server/src/jobs/run.ts
DA:1,1
DA:2,3
DA:3,0
end_of_record
SF:server/src/jobs/save.ts
DA:1,0
end_of_record
`

test('what several runs covered is added up, by folder', () => {
  const coverage: LineCoverage = new Map()
  addLcov(coverage, FIRST)
  addLcov(coverage, SECOND)
  assert.deepEqual(
    coveredFolders(coverage, (file) => file.split('/').slice(0, 3).join('/')),
    [
      { folder: 'server/src/jobs', files: 2, lines: 4, covered: 2 },
      { folder: 'server/src/kernel', files: 1, lines: 1, covered: 1 },
    ],
  )
})
