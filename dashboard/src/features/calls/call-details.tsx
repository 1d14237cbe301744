import { Link } from '@tanstack/react-router'
import type { Call } from '@letterlock/sdk'
import { CodeBlock, CopyButton } from '../../ui/copy.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { duration } from '../../ui/number.ts'
import { exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'

const words = texts.calls

/** One call: where its time went, and how to repeat it. */
export function CallDetails({ call }: { readonly call: Call }) {
  const { connection, durationMs, providerDurationMs, providerRequestCount, retryCount, errorCode } = call
  const own = Math.max(0, durationMs - providerDurationMs)
  const command = curlOf(call)
  return (
    <div className="border-t bg-muted/40 py-2">
      <Facts>
        <Fact name={words.path}>
          <code className="text-xs">
            {call.method} {call.path}
          </code>
        </Fact>
        {connection !== null && (
          <Fact name={texts.connections.account}>
            <Link to="/connections/$connectionId" params={{ connectionId: connection.id }} className="link">
              {connection.accountName ?? connection.id}
            </Link>
          </Fact>
        )}
        <Fact name={words.by}>{call.principal.name ?? words.deleted}</Fact>
        <Fact name={words.at}>{exactly(call.startedAt)}</Fact>
        {errorCode !== null && (
          <Fact name={words.error}>
            <code className="text-xs">{errorCode}</code>
          </Fact>
        )}
        <Fact name={words.duration}>
          {words.timing(duration(own), duration(providerDurationMs))}
          <Split own={own} provider={providerDurationMs} />
        </Fact>
        <Fact name={words.requests}>{words.requestCount(providerRequestCount, retryCount)}</Fact>
        <Fact name={words.requestId}>
          <span className="flex items-center gap-1">
            <code className="text-xs">{call.requestId}</code> <CopyButton text={call.requestId} />
          </span>
        </Fact>
      </Facts>
      {command !== null && (
        <div className="px-4 pb-2">
          <p className="mb-1 text-sm text-muted-foreground">
            {call.method === 'GET' ? words.repeat : words.repeatChange}
          </p>
          <CodeBlock text={command} />
        </div>
      )}
    </div>
  )
}

/** The two parts of the time, to scale; the sentence beside it says the same. */
function Split({ own, provider }: { readonly own: number; readonly provider: number }) {
  const total = Math.max(1, own + provider)
  return (
    <span aria-hidden className="mt-1 flex h-2 w-full max-w-80 gap-0.5 overflow-hidden rounded-full">
      <span className="bg-chart-second" style={{ width: `${(own / total) * 100}%` }} />
      <span className="bg-chart-calls" style={{ width: `${(provider / total) * 100}%` }} />
    </span>
  )
}

/** A forwarded call as a command. The log has no bodies: what a change sent comes from a file. */
function curlOf({ type, method, path, connection, requestBytes }: Call): string | null {
  if (type !== 'proxy' || connection === null) return null
  const url = `${location.origin}/v1/proxy/${connection.id}/${path.replace(/^\//, '')}`
  const verb = method === 'GET' ? '' : ` -X ${method}`
  const body = requestBytes > 0 ? " -H 'Content-Type: application/json' --data @body.json" : ''
  return `curl${verb} '${url}' -H "Authorization: Bearer $LETTERLOCK_SECRET_KEY"${body}`
}
