import { useMutation, useQuery } from '@tanstack/react-query'
import type { ApproveSendRequestInput, SendRequest } from '@letterlock/sdk'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { server } from '../api.ts'
import { Fact } from '../parts/facts.tsx'
import { Field } from '../parts/field.tsx'
import { useMe } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'
import { inZones } from '../time.ts'

/** A campaign that waits for approval: what is sent, to whom, and how it looks. */
export function SendRequestPage() {
  const words = texts.sendRequest
  const { sendRequestId } = useParams({ from: '/send-requests/$sendRequestId' })
  const me = useMe()
  const sendRequest = useQuery({
    queryKey: ['send-request', sendRequestId],
    queryFn: () => server.getSendRequest(sendRequestId),
    retry: false,
    enabled: me.data !== undefined,
  })
  return (
    <main className="narrow wide">
      <p className="brand">{texts.product}</p>
      <h1>{words.title}</h1>
      {me.isPending && <p className="soft">{texts.loading}</p>}
      {me.error && <SignInForm onDone={async () => void (await me.refetch())} />}
      <Problem error={sendRequest.error} />
      {sendRequest.isLoading && <p className="soft">{texts.loading}</p>}
      {sendRequest.data && <Approval sendRequest={sendRequest.data} />}
    </main>
  )
}

function Approval({ sendRequest }: { readonly sendRequest: SendRequest }) {
  const words = texts.sendRequest
  const [declined, setDeclined] = useState(false)
  const send = useMutation({
    mutationFn: (approval: ApproveSendRequestInput) => server.approveSendRequest(sendRequest.id, approval),
  })
  if (send.data) return <p role="status">{sendRequest.scheduledAt === null ? words.sent : words.scheduled}</p>
  if (declined) return <p role="status">{words.declined}</p>
  const { campaign, audienceNames, recipientCount, recipientCountIsUpperBound, blockers, html, requestedBy } =
    sendRequest
  const audience = audienceNames.join(', ')
  return (
    <>
      <p>{requestedBy === null ? words.requested : words.requestedBy(requestedBy)}</p>
      <dl className="facts">
        <Fact name={words.account}>{sendRequest.accountName}</Fact>
        <Fact name={words.campaign}>{campaign.name}</Fact>
        <Fact name={words.subject}>{campaign.subject}</Fact>
        <Fact name={words.from}>
          {campaign.fromName === null && campaign.fromEmail === null
            ? words.defaultSender
            : `${campaign.fromName ?? ''} <${campaign.fromEmail ?? ''}>`}
        </Fact>
        <Fact name={words.to}>
          {audience}: {words.recipients(recipientCount, recipientCountIsUpperBound)}
        </Fact>
        <Fact name={words.when}>
          {sendRequest.scheduledAt === null
            ? words.now
            : inZones(sendRequest.scheduledAt, sendRequest.timeZone)}
        </Fact>
      </dl>
      {blockers.length > 0 && (
        <p className="problem">
          {words.blockers}: {blockers.join('; ')}
        </p>
      )}
      <h2>{words.preview}</h2>
      {/* Nothing in it runs, and nothing is loaded from elsewhere. */}
      <iframe className="preview" title={words.preview} sandbox="" srcDoc={html} />
      {sendRequest.status !== 'pending' ? (
        <p className="problem" role="alert">
          {words.expired}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate(readForm(event.currentTarget, ['approvalText']))
          }}
        >
          <p>{words.approve(sendRequest.approvalText)}</p>
          <Field name="approvalText" label={words.approvalText} autoComplete="off" />
          <Problem error={send.error} />
          <p className="actions">
            <button disabled={send.isPending}>
              {send.isPending
                ? words.busy
                : sendRequest.scheduledAt === null
                  ? words.sendNow
                  : words.schedule}
            </button>
            <button type="button" className="quiet" onClick={() => setDeclined(true)}>
              {words.decline}
            </button>
          </p>
        </form>
      )}
    </>
  )
}
