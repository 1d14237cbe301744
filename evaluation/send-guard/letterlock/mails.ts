import type { Sandbox } from '@letterlock/sandbox/sandbox.ts'
import type { Mail } from '../target.ts'

const ADDRESS = /[\w.+-]+@[\w.-]+\.\w+/g
/** Mailchimp, Constant Contact v3 and v2, MailUp. */
const TEST = /\/actions\/test$|\/tests$|\/Email\/Send$|\/SendTest|\/Test/

/** The emails that the sandbox was asked to send, and has accepted. */
export function mailsOf(requests: Sandbox['world']['requests']): Mail[] {
  return requests
    .list()
    .filter(({ sends, status }) => sends && status < 400)
    .map(({ id, path }) => ({
      kind: TEST.test(path) ? 'test' : 'campaign',
      to: [...(requests.exchange(id)?.requestBody ?? '').matchAll(ADDRESS)].map(([address]) => address),
    }))
}
