/** A text of the server that is replaced by another. */
export interface Replacement {
  /** Below `server/src`. */
  readonly file: string
  readonly from: string
  readonly to: string
}

/** A bug that is planted in the server, to test whether SendGuard detects it. */
export interface Mutation extends Replacement {
  readonly mistake: string
  /** More replacements, if another check would hide the first one. */
  readonly and?: Replacement
}

export const replacementsOf = ({ and, ...first }: Mutation): readonly Replacement[] =>
  and ? [first, and] : [first]

const TOOL = 'mcp/tools/send-campaign.ts'
const QUESTION = 'mcp/send-request-in-words.ts'
const APPROVAL = 'email-marketing/sending/approve-send-request.ts'
const SEEN = 'email-marketing/html/visible-text.ts'
const WORDS = 'mcp/format-result.ts'
const LINKS = 'email-marketing/html/link-hosts.ts'

export const MUTATIONS: readonly Mutation[] = [
  {
    mistake: 'any answer approves',
    file: APPROVAL,
    from: 'if (!isTyped(given, name))',
    to: 'if (given === name && !isTyped(given, name))',
  },
  {
    mistake: 'a key approves what a user has to approve',
    file: APPROVAL,
    from: 'if (sendRequest.byUser && !saidByUser)',
    to: 'if (sendRequest.byUser && !saidByUser && sendRequest.usedAt !== null)',
  },
  {
    mistake: 'what an assistant wants sent needs no user',
    file: TOOL,
    from: 'byUser: true',
    to: 'byUser: false',
  },
  {
    mistake: 'any text that can be read is enough',
    file: SEEN,
    from: 'return isReadable(shown) &&',
    to: 'return isReadable(typed) ||',
  },
  {
    mistake: 'an empty answer is enough',
    file: SEEN,
    from: 'return isReadable(shown) &&',
    to: "return typed === '' ||",
  },
  {
    mistake: 'a test goes to any address',
    file: 'mcp/tools/send-test-email.ts',
    from: 'assertOwn(wanted, own)',
    to: 'if (wanted.length === 0) assertOwn(wanted, own)',
  },
  {
    mistake: 'quotes end where the account ends them',
    file: WORDS,
    from: 'JSON.stringify(toOneLine(text))',
    to: '`"${toOneLine(text)}"`',
  },
  {
    mistake: 'links of the account work',
    file: WORDS,
    from: ".replaceAll('](', '] (')",
    to: '',
  },
  {
    mistake: 'text is reordered and hidden in questions',
    file: 'kernel/foreign-text.ts',
    from: 'return withoutMisleading(text).replaceAll',
    to: 'return text.replaceAll',
    and: {
      file: 'email-marketing/sending/get-send-request.ts',
      from: 'withoutMisleadingIn(shown)',
      to: 'shown',
    },
  },
  {
    mistake: 'text is reordered and hidden in results',
    file: 'mcp/register-tool.ts',
    from: 'withoutMisleadingIn(output',
    to: '(output',
  },
  {
    mistake: 'the campaign’s name without quotes',
    file: QUESTION,
    from: 'campaignOf(quoted(toShortLine(name)),',
    to: 'campaignOf(toShortLine(name),',
  },
  {
    mistake: 'the account’s name without quotes',
    file: QUESTION,
    from: ', quoted(toShortLine(source.accountName))',
    to: ', toShortLine(source.accountName)',
  },
  {
    mistake: 'the sender without quotes',
    file: QUESTION,
    from: ': quoted(toShortLine(`${fromName',
    to: ': (toShortLine)(toShortLine(`${fromName',
  },
  {
    mistake: 'names of audiences without quotes',
    file: QUESTION,
    from: 'quoted(toShortLine(audience))',
    to: 'toShortLine(audience)',
  },
  {
    mistake: 'the subject without quotes',
    file: QUESTION,
    from: '{facts.subject}: ${quoted(toShortLine(',
    to: '{facts.subject}: ${toShortLine(toShortLine(',
  },
  {
    mistake: 'the content without quotes',
    file: QUESTION,
    from: '{facts.content}: ${quoted(',
    to: '{facts.content}: ${toShortLine(',
  },
  {
    mistake: 'names of segments without quotes',
    file: QUESTION,
    from: 'words.segment(quoted(toShortLine(segment)))',
    to: 'words.segment(toShortLine(segment))',
  },
  {
    mistake: 'a segment changes while a user decides',
    file: 'email-marketing/sending/segment-lease.ts',
    from: "{ effect: 'segment', ids: [id] }",
    to: "{ effect: 'segment', ids: [] }",
  },
  {
    mistake: 'forwarded writes change a campaign while a user decides',
    file: 'email-marketing/sending/create-write-guard.ts',
    from: 'if (isPending(request)) throw refusal',
    to: 'if (isPending(request) && request.id === request.campaignId) throw refusal',
  },
  {
    mistake: 'forwarded writes change a scheduled campaign',
    file: 'email-marketing/sending/held-requests.ts',
    from: "if (status === 'scheduled' ||",
    to: 'if (',
  },
  {
    mistake: 'a write is on its way while a campaign is sent',
    file: 'email-marketing/sending/write-lease.ts',
    from: 'if (held && !(await releaseIfFailed(held, isSending)))',
    to: 'if (held && (!(await releaseIfFailed(held, isSending)) || waits))',
  },
  {
    mistake: 'others get what was approved for some',
    file: APPROVAL,
    from: 'countNewRecipients(before, now) > mayJoin',
    to: 'countNewRecipients(before, now) < 0',
  },
  {
    mistake: 'what is to be typed without quotes',
    file: TOOL,
    from: '${quoted(approvalText)}',
    to: '${toShortLine(approvalText)}',
  },
  {
    mistake: 'a question without where links lead',
    file: QUESTION,
    from: '`${facts.links}: ${linksInWords(request, words)}`,',
    to: '',
  },
  {
    mistake: 'hosts of links without quotes',
    file: QUESTION,
    from: 'linkHosts.map(quoted).join',
    to: 'linkHosts.join',
  },
  {
    mistake: 'links of the HTML are not listed',
    file: LINKS,
    from: 'links.forEach(add)',
    to: 'links.forEach(() => undefined)',
  },
  {
    mistake: 'links in texts are not listed',
    file: LINKS,
    from: "linksInText(text ?? '').forEach(add)",
    to: "linksInText(text ?? '').forEach(() => undefined)",
  },
  {
    mistake: 'a call begins under a lease that may have ended',
    file: 'outbound/stream.ts',
    from: 'lease.assertMayBegin()',
    to: 'lease.leftMs()',
  },
]
