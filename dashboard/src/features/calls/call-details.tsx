import { Link } from '@tanstack/react-router'
import type { Call } from '@letterlock/sdk'
import { Badge } from '../../ui/badge.tsx'
import { CodeBlock, CopyButton } from '../../ui/copy.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { bytes, duration } from '../../ui/number.ts'
import { toTheSecond } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { lookOf } from './call-look.ts'
import { repeatCommand } from './repeat-command.ts'

const words = texts.calls

/** One call: its outcome, its duration, and a command that repeats it. */
export function CallDetails({ call }: { readonly call: Call }) {
  const providerNameOf = useProviderName()
  const { connection, statusCode, errorCode, requestId } = call
  const provider = connection?.provider ? providerNameOf(connection.provider) : null
  const [tone, icon] = lookOf(statusCode)
  const outcome = outcomeInWords(call, provider)
  const command = repeatCommand(call)
  return (
    <>
      <div className="flex flex-col gap-4 p-4 pb-2">
        <h2 className="text-sm leading-5 font-normal">
          <span className="mb-2 block wide:hidden">
            <Badge tone={tone} icon={icon} pill>
              {statusCode ?? words.noClient}
            </Badge>
          </span>
          <code className="text-xs font-semibold text-muted-foreground">{call.method}</code>{' '}
          <code className="text-xs">{call.path}</code>
        </h2>
        {outcome !== null && <Notice kind={tone === 'lost' ? 'lost' : 'warn'}>{outcome}</Notice>}
        <Time call={call} provider={provider} />
      </div>
      <Facts>
        {errorCode !== null && (
          <Fact name={words.error}>
            <code className="text-xs">{errorCode}</code>
          </Fact>
        )}
        {call.operation !== null && (
          <Fact name={words.types[call.type]}>
            <code className="text-xs">{call.operation}</code>
          </Fact>
        )}
        <Fact name={words.requestId}>
          <span className="-my-1 flex items-center gap-1">
            <code className="min-w-0 truncate text-xs" title={requestId}>
              {requestId}
            </code>
            <CopyButton text={requestId} />
          </span>
        </Fact>
        <Fact name={words.at}>{toTheSecond(call.startedAt)}</Fact>
        <Fact name={words.by}>{call.principal.name ?? words.deleted}</Fact>
        {connection !== null && (
          <Fact name={texts.connections.account}>
            <Link to="/connections/$connectionId" params={{ connectionId: connection.id }} className="link">
              {connection.accountName ?? connection.id}
            </Link>
            {provider !== null && ` · ${provider}`}
          </Fact>
        )}
        {call.credential !== null && (
          <Fact name={words.credential}>{call.credential === 'oauth' ? 'OAuth' : texts.events.apiKey}</Fact>
        )}
        <Fact name={words.requests}>{words.requestCount(call.providerRequestCount, call.retryCount)}</Fact>
        <Fact name={words.bytes}>
          {words.sentReceived(bytes(call.requestBytes), bytes(call.responseBytes))}
        </Fact>
      </Facts>
      <div className="flex flex-col gap-2 border-t p-4 text-sm">
        {command !== null && (
          <>
            <p className="font-semibold">{call.method === 'GET' ? words.repeat : words.repeatChange}</p>
            <CodeBlock text={command} wraps />
          </>
        )}
        <p className="text-xs text-muted-foreground">{words.notStored}</p>
      </div>
    </>
  )
}

/** Says whether an error is from the provider or Letterlock; null for a call that succeeded. */
function outcomeInWords(
  { statusCode, errorCode, providerRequestCount }: Call,
  provider: string | null,
): string | null {
  if (statusCode === null) return words.clientLeft
  if (errorCode !== null && providerRequestCount === 0) return words.nothingSent
  if (statusCode < 400 || provider === null) return null
  if (errorCode !== null) return words.failedHere(provider)
  return providerRequestCount > 1
    ? words.failedAgain(provider, providerRequestCount)
    : words.failedThere(provider)
}

/** The two parts of the duration, to scale. */
function Time({ call, provider }: { readonly call: Call; readonly provider: string | null }) {
  const { durationMs, providerDurationMs } = call
  const parts = [
    ['Letterlock', Math.max(0, durationMs - providerDurationMs), 'bg-chart-second'],
    [provider ?? texts.charts.atProvider, providerDurationMs, 'bg-chart-calls'],
  ] as const
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="flex justify-between font-semibold">
        {words.duration} <span className="tabular-nums">{duration(durationMs)}</span>
      </p>
      <span aria-hidden className="flex h-4.5 gap-0.5 overflow-hidden rounded-[5px] forced-colors:border">
        {parts
          .filter(([, ms]) => ms > 0)
          .map(([name, ms, color]) => (
            <span
              key={name}
              className={`${color} min-w-0.75 forced-colors:bg-[CanvasText]`}
              style={{ flexGrow: ms }}
            />
          ))}
      </span>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground">
        {parts.map(([name, ms, color]) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-[3px] ${color}`} /> {name} {duration(ms)}
          </span>
        ))}
      </p>
    </div>
  )
}
