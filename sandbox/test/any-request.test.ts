import { test } from 'node:test'
import { CONSTANT_CONTACT_V2_RULES } from '../src/constant-contact-v2/api/rules.ts'
import { MAILUP_RULES } from '../src/mailup/api/rules.ts'
import { sendOddRequests } from './specification/send-odd-requests.ts'

const PROVIDERS = [
  ['constant-contact-v2', CONSTANT_CONTACT_V2_RULES],
  ['mailup', MAILUP_RULES],
] as const

for (const [name, { specification }] of PROVIDERS)
  test(`${name}: no request of any shape gives a 500, or makes one of the next requests do so`, () =>
    sendOddRequests(name, specification))
