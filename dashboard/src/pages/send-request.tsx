import { useMutation, useQuery } from '@tanstack/react-query'
import type { SendRequestDetails } from '@letterlock/sdk'
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
  const { sendRequestId: confirmation } = useParams({ from: '/send-requests/$sendRequestId' })
  const me = useMe()
  const sendRequest = useQuery({
    queryKey: ['send-request', confirmation],
    queryFn: () => server.getSendRequest(confirmation),
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
      {sendRequest.data && <Approval confirmation={confirmation} sendRequest={sendRequest.data} />}
    </main>
  )
}

interface ApprovalProps {
  readonly confirmation: string
  readonly sendRequest: SendRequestDetails
}

function Approval({ confirmation, sendRequest }: ApprovalProps) {
  const words = texts.sendRequest
  const [declined, setDeclined] = useState(false)
  const send = useMutation({ mutationFn: server.approveSendRequest })
  if (send.data) return <p role="status">{sendRequest.sendAt === null ? words.sent : words.scheduled}</p>
  if (declined) return <p role="status">{words.declined}</p>
  const { campaign, audienceNames, recipients, recipientCountIsUpperBound, problems, html, requestedBy } =
    sendRequest
  const audience = audienceNames.join(', ')
  return (
    <>
      <p>{requestedBy === null ? words.requested : words.requestedBy(requestedBy)}</p>
      <dl className="facts">
        <Fact name={words.account}>{sendRequest.account}</Fact>
        <Fact name={words.campaign}>{campaign.name}</Fact>
        <Fact name={words.subject}>{campaign.subject}</Fact>
        <Fact name={words.from}>
          {campaign.fromName === null && campaign.fromEmail === null
            ? words.defaultSender
            : `${campaign.fromName ?? ''} <${campaign.fromEmail ?? ''}>`}
        </Fact>
        <Fact name={words.to}>
          {audience}: {words.recipients(recipients, recipientCountIsUpperBound)}
        </Fact>
        <Fact name={words.when}>
          {sendRequest.sendAt === null ? words.now : inZones(sendRequest.sendAt, sendRequest.timeZone)}
        </Fact>
      </dl>
      {problems.length > 0 && (
        <p className="problem">
          {words.blockers}: {problems.join('; ')}
        </p>
      )}
      <h2>{words.preview}</h2>
      {/* Nothing in it runs, and nothing is loaded from elsewhere. */}
      <iframe className="preview" title={words.preview} sandbox="" srcDoc={html} />
      {sendRequest.used ? (
        <p className="problem" role="alert">
          {words.expired}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate({ confirmation, ...readForm(event.currentTarget, ['audienceName']) })
          }}
        >
          <p>{words.approve(sendRequest.nameToType)}</p>
          <Field name="audienceName" label={words.approvalText} autoComplete="off" />
          <Problem error={send.error} />
          <p className="actions">
            <button disabled={send.isPending}>
              {send.isPending ? words.busy : sendRequest.sendAt === null ? words.sendNow : words.schedule}
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
