import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameToType } from './name-to-type.ts'

const campaign = { id: 'c1', name: 'Spring' }

test('the audiences are typed; where they show nothing the campaign, and at last its ID', () => {
  assert.equal(
    nameToType({ audienceNames: ['Bakery', ' ', 'Friends  of\nAda'], campaign }),
    'Bakery, Friends of Ada',
  )
  assert.equal(nameToType({ audienceNames: ['\u200B'], campaign }), 'Spring')
  assert.equal(nameToType({ audienceNames: [], campaign: { id: 'c1', name: '\u2800' } }), 'c1')
})
