import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentenceTexts } from '../dashboard/src/words/en/sentences.ts'
import { NEXT_STEP_CODES, SENTENCE_CODES } from '../server/src/connections/status-sentences.ts'

test('the dashboard has words for everything that the server says about a status', () => {
  assert.deepEqual(Object.keys(sentenceTexts.sentences).toSorted(), SENTENCE_CODES.toSorted())
  assert.deepEqual(Object.keys(sentenceTexts.nextSteps).toSorted(), NEXT_STEP_CODES.toSorted())
})
