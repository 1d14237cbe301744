import type { SendRequest, Source } from '@letterlock/sdk/wire.ts'
import { toShortLine, toOneLine } from '../kernel/foreign-text.ts'
import { toTimeLocale } from '../kernel/locale.ts'
import { timeInWords } from '../kernel/time-in-words.ts'
import type { EmailWords, SendRequestWords } from '../outbound/email-words/email-words.ts'
import { ENGLISH_EMAILS } from '../outbound/email-words/english-emails.ts'
import { quoted } from './format-result.ts'

/** Maximum length of the excerpt. */
const EXCERPT = 500

export type RequestedSend = SendRequest & { readonly source: Source }

/** Everything that the user decides about, as text: the same in every client; in an email, in the recipient's language. */
export function sendRequestInWords(
  request: RequestedSend,
  zone: string | null,
  { locale, sendRequest: words }: EmailWords = ENGLISH_EMAILS,
): string {
  const { campaign, recipientCount, recipientCountIsUpperBound, source } = request
  const { name, subject, fromName, fromEmail } = campaign
  const { scheduledAt, timeZone, previewText, plainText, outlookText } = request
  const { facts, thatIs } = words
  const when =
    scheduledAt === null
      ? words.now
      : timeInWords(new Date(scheduledAt), [timeZone, zone], { locale: toTimeLocale(locale), thatIs })
  const from =
    fromName === null && fromEmail === null
      ? words.defaultSender
      : quoted(toShortLine(`${fromName ?? ''} <${fromEmail ?? ''}>`))
  const audiences = request.audienceNames.map((audience) => quoted(toShortLine(audience)))
  const segments = request.segmentNames.map((segment) => words.segment(quoted(toShortLine(segment))))
  const to = [...audiences, ...segments].join(', ')
  return [
    `${facts.campaign}: ${words.campaignOf(quoted(toShortLine(name)), quoted(toShortLine(source.accountName)))} (${source.provider})`,
    `${facts.from}: ${from}`,
    `${facts.to}: ${to}: ${words.contacts(recipientCount, recipientCountIsUpperBound)}`,
    `${facts.when}: ${when}`,
    `${facts.subject}: ${quoted(toShortLine(subject ?? ''))}`,
    ...(previewText ? [`${facts.preview}: ${quoted(toShortLine(previewText))}`] : []),
    `${facts.content}: ${quoted(request.excerpt)}`,
    `${facts.links}: ${linksInWords(request, words)}`,
    ...(plainText ? [`${facts.plainText}: ${beginning(plainText)}`] : []),
    ...(outlookText ? [`${facts.outlook}: ${beginning(outlookText)}`] : []),
  ].join('\n')
}

const beginning = (text: string): string => quoted(toOneLine(text).slice(0, EXCERPT).toWellFormed())

function linksInWords({ linkHosts, linkHostCount }: RequestedSend, words: SendRequestWords): string {
  if (linkHostCount === null) return words.linksUnknown
  if (linkHostCount === 0) return words.noLinks
  const others = linkHostCount - linkHosts.length
  return `${linkHosts.map(quoted).join(', ')}${others > 0 ? ` ${words.andOthers(others)}` : ''}`
}
