import type { WriteRule } from '../write-rule.ts'
import { CONSOLE } from './paging.ts'

export const forwardedWrites: readonly WriteRule[] = [
  ['POST', `${CONSOLE}/List`, 'none'],
  // The sender of messages is a setting of their list.
  ['PUT DELETE', `${CONSOLE}/List/:id`, 'audience'],
  ['POST', `${CONSOLE}/List/*/Group`, 'none'],
  ['PUT DELETE', `${CONSOLE}/List/*/Group/:id`, 'segment'],
  ['POST', `${CONSOLE}/List/*/Recipient`, 'deferred'],
  ['POST', `${CONSOLE}/List/*/Recipients`, 'deferred'],
  ['PUT', `${CONSOLE}/Recipient/Detail`, 'deferred'],
  ['POST', `${CONSOLE}/List/*/Subscribe/*`, 'deferred'],
  ['DELETE', `${CONSOLE}/List/*/Unsubscribe/*`, 'none'],
  ['DELETE', `${CONSOLE}/List/*/Recipient/*`, 'none'],
  ['DELETE', `${CONSOLE}/Recipients/*`, 'none'],
  ['POST', `${CONSOLE}/Group/:id/Subscribe/*`, 'membership'],
  ['DELETE', `${CONSOLE}/Group/:id/Unsubscribe/*`, 'membership'],
  ['POST', `${CONSOLE}/List/*/Email`, 'none'],
  // Both numbers together are the campaign's ID.
  ['*', `${CONSOLE}/List/:id/Email/:id`, 'campaign'],
  ['*', `${CONSOLE}/List/:id/Email/:id/Send`, 'campaign'],
  ['POST', `${CONSOLE}/List/*/Tag`, 'none'],
  ['POST', `${CONSOLE}/Email/Sendings/*/Stop`, 'deferred'],
  // Sends to one address.
  ['POST', `${CONSOLE}/Email/Send`, 'none'],
]
