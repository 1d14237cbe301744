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

/** A campaign waits for a person's word: what goes out, to whom, and how it looks. */
export function SendRequestPage() {
  const words = texts.sendRequest
  const { sendRequestId: confirmation } = useParams({ from: '/send-requests/$sendRequestId' })
  const me = useMe()
  const look = useQuery({
    queryKey: ['sending', confirmation],
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
      <Problem error={look.error} />
      {look.isLoading && <p className="soft">{texts.loading}</p>}
      {look.data && <SendRequestRecord confirmation={confirmation} look={look.data} />}
    </main>
  )
}

interface SendingProps {
  readonly confirmation: string
  readonly look: SendRequestDetails
}

function SendRequestRecord({ confirmation, look }: SendingProps) {
  const words = texts.sendRequest
  const [declined, setDeclined] = useState(false)
  const send = useMutation({ mutationFn: server.approveSendRequest })
  if (send.data) return <p role="status">{look.sendAt === null ? words.sent : words.scheduled}</p>
  if (declined) return <p role="status">{words.declined}</p>
  const { campaign, audienceNames, recipients, recipientCountIsUpperBound, problems, html, requestedBy } =
    look
  const audience = audienceNames.join(', ')
  return (
    <>
      <p>{requestedBy === null ? words.prepared : words.requestedBy(requestedBy)}</p>
      <dl className="facts">
        <Fact name={words.account}>{look.account}</Fact>
        <Fact name={words.campaign}>{campaign.name}</Fact>
        <Fact name={words.subject}>{campaign.subject}</Fact>
        <Fact name={words.from}>
          {campaign.fromName === null && campaign.fromEmail === null
            ? words.audiencesSender
            : `${campaign.fromName ?? ''} <${campaign.fromEmail ?? ''}>`}
        </Fact>
        <Fact name={words.to}>
          {audience}: {words.people(recipients, recipientCountIsUpperBound)}
        </Fact>
        <Fact name={words.when}>
          {look.sendAt === null ? words.now : inZones(look.sendAt, look.timeZone)}
        </Fact>
      </dl>
      {problems.length > 0 && (
        <p className="problem">
          {words.problems}: {problems.join('; ')}
        </p>
      )}
      <h2>{words.preview}</h2>
      {/* Nothing in it runs, and nothing is loaded from elsewhere. */}
      <iframe className="preview" title={words.preview} sandbox="" srcDoc={html} />
      {look.used ? (
        <p className="problem" role="alert">
          {words.used}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate({ confirmation, ...readForm(event.currentTarget, ['audienceName']) })
          }}
        >
          <p>{words.type(look.nameToType)}</p>
          <Field name="audienceName" label={words.label} autoComplete="off" />
          <Problem error={send.error} />
          <p className="actions">
            <button disabled={send.isPending}>
              {send.isPending ? words.busy : look.sendAt === null ? words.yes : words.yesLater}
            </button>
            <button type="button" className="quiet" onClick={() => setDeclined(true)}>
              {words.no}
            </button>
          </p>
        </form>
      )}
    </>
  )
}
