import { test } from 'node:test'
import { CONSTANT_CONTACT_RULES } from '../src/constant-contact/api/rules.ts'
import { sendOddRequests } from './specification/send-odd-requests.ts'

// In a file of its own: it has thousands of requests to send.
test('constant-contact: no request of any shape gives a 500, or makes one of the next requests do so', () =>
  sendOddRequests('constant-contact', CONSTANT_CONTACT_RULES.specification))
