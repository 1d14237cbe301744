import type { SendRequest, Source } from '@letterlock/sdk/wire.ts'
import { timeInWords } from '../kernel/time-in-words.ts'
import { said, saidWhole } from '../kernel/foreign-text.ts'
import { contactCount, quoted } from './format-result.ts'

/** Characters of the plain text. */
const EXCERPT = 500

export type RequestedSend = SendRequest & { readonly source: Source }

/** Everything that the user decides about, the same in every client. */
export function sendRequestInWords(request: RequestedSend, zone: string | null): string {
  const {
    campaign,
    audienceNames,
    segmentNames,
    recipientCount,
    recipientCountIsUpperBound,
    excerpt,
    previewText,
    plainText,
    outlookText,
    scheduledAt,
    timeZone,
    source,
  } = request
  const { name, subject, fromName, fromEmail } = campaign
  const when = scheduledAt === null ? 'now' : timeInWords(new Date(scheduledAt), [timeZone, zone])
  const from =
    fromName === null && fromEmail === null
      ? 'the audience’s sender at the provider'
      : quoted(said(`${fromName ?? ''} <${fromEmail ?? ''}>`))
  const audiences = audienceNames.map((audience) => quoted(said(audience)))
  const segments = segmentNames.map((name) => `segment ${quoted(said(name))}`)
  return [
    `Campaign: ${quoted(said(name))} of ${quoted(said(source.accountName))} (${source.provider})`,
    `From: ${from}`,
    `To: ${[...audiences, ...segments].join(', ')}: ${contactCount(recipientCount, recipientCountIsUpperBound)}`,
    `When: ${when}`,
    `Subject: ${quoted(said(subject ?? ''))}`,
    ...(previewText ? [`Preview: ${quoted(said(previewText))}`] : []),
    `Content: ${quoted(excerpt)}`,
    `Links to: ${linksInWords(request)}`,
    ...(plainText ? [`Without HTML: ${beginning(plainText)}`] : []),
    ...(outlookText ? [`Only in Outlook: ${beginning(outlookText)}`] : []),
  ].join('\n')
}

const beginning = (text: string): string => quoted(saidWhole(text).slice(0, EXCERPT).toWellFormed())

function linksInWords({ linkHosts, linkHostCount }: RequestedSend): string {
  if (linkHostCount === null) return 'cannot be listed'
  if (linkHostCount === 0) return 'none'
  const others = linkHostCount - linkHosts.length
  return `${linkHosts.map(quoted).join(', ')}${others > 0 ? ` and ${others} others` : ''}`
}
