import { test } from 'node:test'
import { MAILCHIMP_RULES } from '../src/mailchimp/rules.ts'
import { sendOddRequests } from './specification/send-odd-requests.ts'

// In a file of its own: it has thousands of requests to send.
test('mailchimp: no request of any shape gives a 500, or makes one of the next requests do so', () =>
  sendOddRequests('mailchimp', MAILCHIMP_RULES.specification))
