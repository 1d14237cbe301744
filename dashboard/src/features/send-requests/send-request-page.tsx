import { useMutation, useQuery } from '@tanstack/react-query'
import { sayPhrases } from '@letterlock/server/error-words/say-error.ts'
import type { ApproveSendRequestInput, SendRequest } from '@letterlock/sdk'
import { useParams } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { inZones } from '../../ui/time.ts'
import { errorWords, loadErrorWords, texts } from '../../words/index.ts'
import { useMe } from '../session/me.ts'
import { SignInHere } from '../sign-in/sign-in-here.tsx'

/** A campaign that waits for approval: what would be sent, to whom, and a preview. */
export function SendRequestPage() {
  const words = texts.sendRequest
  const { sendRequestId } = useParams({ from: '/send-requests/$sendRequestId' })
  const me = useMe()
  const sendRequest = useQuery({
    queryKey: ['send-request', sendRequestId],
    queryFn: () => readSendRequest(sendRequestId),
    retry: false,
    enabled: me.data !== undefined,
  })
  return (
    <PublicPage title={words.title} width="wide">
      <SignInHere>
        {sendRequest.isLoading && <Skeleton lines={6} />}
        <Problem error={sendRequest.error} />
        {sendRequest.data && <Approval sendRequest={sendRequest.data} />}
      </SignInHere>
    </PublicPage>
  )
}

/** A send request is marked as used before the provider is called, so that nothing is sent twice. The call may have failed after that. */
const NOT_SENT: ReadonlySet<SendRequest['campaign']['status']> = new Set([
  'draft',
  'paused',
  'canceled',
  'failed',
])

function Approval({ sendRequest }: { readonly sendRequest: SendRequest }) {
  const words = texts.sendRequest
  const decline = useMutation({ mutationFn: () => server.declineSendRequest(sendRequest.id) })
  const send = useMutation({
    mutationFn: (approval: ApproveSendRequestInput) => server.approveSendRequest(sendRequest.id, approval),
  })
  const { campaign, scheduledAt, blockers, html, plainText, outlookText, requestedBy } = sendRequest
  if (send.data === undefined && sendRequest.status === 'approved' && NOT_SENT.has(campaign.status))
    return (
      <Notice kind="lost" role="status">
        {words.notSent}
      </Notice>
    )
  if (send.data !== undefined || sendRequest.status === 'approved')
    return (
      <Notice kind="ok" role="status">
        {scheduledAt === null ? words.sent : words.scheduled}
      </Notice>
    )
  if (decline.isSuccess || sendRequest.status === 'declined')
    return <Notice role="status">{words.declined}</Notice>
  return (
    <>
      <p className="text-muted-foreground">
        {requestedBy === null ? words.requested : words.requestedBy(requestedBy)}
      </p>
      <WhatIsSent sendRequest={sendRequest} />
      {blockers.length > 0 && (
        <Notice kind="lost">
          {words.blockers}: {blockers.map(blockerInWords).join('; ')}
        </Notice>
      )}
      <h2>{words.preview}</h2>
      {/* Sandboxed: no scripts, and nothing loads from other hosts. */}
      <iframe
        className="h-72 w-full rounded-lg border bg-white"
        title={words.preview}
        sandbox=""
        srcDoc={html}
      />
      {plainText && <WholeText title={words.plainText} text={plainText} />}
      {outlookText && <WholeText title={words.outlookText} text={outlookText} />}
      {sendRequest.status !== 'pending' ? (
        <Notice kind="lost" role="alert">
          {words.expired}
        </Notice>
      ) : (
        <Form className="max-w-none" onSubmit={(form) => send.mutate(readForm(form, ['approvalText']))}>
          <Field
            large
            name="approvalText"
            label={words.approvalText}
            hint={words.approve(sendRequest.approvalText)}
            autoComplete="off"
          />
          <Problem error={send.error ?? decline.error} />
          <div className="flex flex-col gap-2.5 tablet:flex-row-reverse tablet:justify-start">
            <Button type="submit" size="large" icon={Send} busy={send.isPending}>
              {scheduledAt === null ? words.sendNow : words.schedule}
            </Button>
            <Button look="outline" size="large" busy={decline.isPending} onClick={() => decline.mutate()}>
              {words.decline}
            </Button>
          </div>
        </Form>
      )}
    </>
  )
}

/** Blockers use the texts of errors. */
async function readSendRequest(id: string): Promise<SendRequest> {
  const [sendRequest] = await Promise.all([server.getSendRequest(id), loadErrorWords()])
  return sendRequest
}

/** Blockers of the provider have only the provider's text. */
function blockerInWords(blocker: string): string {
  const words = errorWords()
  return words ? sayPhrases(words, blocker) : blocker
}

function WholeText({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h2>{title}</h2>
      <pre className="max-h-72 overflow-auto rounded-lg border p-3 text-sm whitespace-pre-wrap">{text}</pre>
    </>
  )
}

function WhatIsSent({ sendRequest }: { readonly sendRequest: SendRequest }) {
  const words = texts.sendRequest
  const { campaign, audienceNames, segmentNames, recipientCount, recipientCountIsUpperBound } = sendRequest
  return (
    <div className="rounded-lg border">
      <Facts large>
        <Fact name={words.subject}>
          <b className="font-semibold">{campaign.subject}</b>
        </Fact>
        {sendRequest.previewText && <Fact name={words.previewText}>{sendRequest.previewText}</Fact>}
        <Fact name={words.to}>
          {audienceNames.join(', ')}: {words.recipients(recipientCount, recipientCountIsUpperBound)}
        </Fact>
        {segmentNames.length > 0 && (
          <Fact name={words.segments(segmentNames.length)}>{segmentNames.join(', ')}</Fact>
        )}
        <Fact name={words.when}>
          {sendRequest.scheduledAt === null
            ? words.now
            : inZones(sendRequest.scheduledAt, sendRequest.timeZone)}
        </Fact>
        <Fact name={words.from}>
          {campaign.fromName === null && campaign.fromEmail === null
            ? words.defaultSender
            : `${campaign.fromName ?? ''} <${campaign.fromEmail ?? ''}>`}
        </Fact>
        {/* If the links cannot be listed, a blocker says so. */}
        {sendRequest.linkHostCount !== null && (
          <Fact name={words.links}>
            <Links hosts={sendRequest.linkHosts} count={sendRequest.linkHostCount} />
          </Fact>
        )}
        <Fact name={words.account}>{sendRequest.accountName}</Fact>
        <Fact name={words.campaign}>{campaign.name}</Fact>
      </Facts>
    </div>
  )
}

function Links({ hosts, count }: { readonly hosts: readonly string[]; readonly count: number }) {
  const words = texts.sendRequest
  if (count === 0) return words.noLinks
  const others = count - hosts.length
  return (
    <ul className="max-h-48 overflow-auto">
      {hosts.map((host) => (
        <li key={host} className="break-all">
          {host}
        </li>
      ))}
      {others > 0 && <li>{words.otherLinks(others)}</li>}
    </ul>
  )
}
