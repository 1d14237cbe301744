import { useQuery } from '@tanstack/react-query'
import type { ServerDescription } from '@letterlock/sdk'
import { Tag } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeBlock } from '../../ui/copy.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { number } from '../../ui/number.ts'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { describeServer } from '../server/describe-server.ts'
import { EncryptionState } from '../server/encryption-state.tsx'

const words = texts.server
const ROTATE = 'letterlock encryption-keys rotate'

/** Settings of the server's operator: retention and encryption keys. */
export function ServerSettings() {
  const found = useQuery(describeServer)
  return (
    <>
      <Card id="retention" title={words.retention} lead={words.retentionLead} flush>
        <Answer query={found}>{(described) => <Retention {...described} />}</Answer>
      </Card>
      <Card id="encryption-keys" title={words.encryptionKeys} lead={words.keysLead} flush>
        <Answer query={found}>{(described) => <EncryptionKeys {...described} />}</Answer>
      </Card>
    </>
  )
}

interface AnswerProps {
  readonly query: {
    readonly data: ServerDescription | undefined
    readonly error: unknown
    readonly refetch: () => unknown
  }
  readonly children: (described: ServerDescription) => React.ReactNode
}

function Answer({ query: { data, error, refetch }, children }: AnswerProps) {
  if (data) return children(data)
  return <div className="p-4">{error ? <Problem error={error} onRetry={refetch} /> : <Skeleton />}</div>
}

function Retention({ retention }: ServerDescription) {
  const { eventDays, callDays, maxCallCount, webhookDeliveryDays } = retention
  const settings = [
    `LETTERLOCK_EVENT_RETENTION_DAYS=${eventDays}`,
    `LETTERLOCK_CALL_RETENTION_DAYS=${callDays}`,
    `LETTERLOCK_CALL_RETENTION_COUNT=${maxCallCount}`,
    `LETTERLOCK_WEBHOOK_DELIVERY_RETENTION_DAYS=${webhookDeliveryDays}`,
  ].join('\n')
  return (
    <>
      <Facts>
        <Fact name={texts.nav.activity}>{words.days(eventDays)}</Fact>
        <Fact name={texts.calls.log}>{words.daysOrCalls(callDays, maxCallCount)}</Fact>
        <Fact name={words.deliveries}>{words.days(webhookDeliveryDays)}</Fact>
      </Facts>
      <ForOperators text={words.retentionChange} command={settings} />
    </>
  )
}

function EncryptionKeys({ encryptionKeys }: ServerDescription) {
  const { ids, wrapped, changedAt, outdatedValueCount } = encryptionKeys
  const isCurrent = outdatedValueCount === 0
  return (
    <>
      <Facts>
        <Fact name={texts.connections.status}>
          <EncryptionState encryptionKeys={encryptionKeys} />
        </Fact>
        <Fact name={words.keys}>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {ids.map((id, index) => (
              <li key={id} className="flex items-center gap-1.5">
                <code className="text-xs">{id}</code> {index === 0 && <Tag>{words.newest}</Tag>}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={words.stored}>{wrapped ? words.wrapped : words.plain}</Fact>
        <Fact name={words.changed}>{changedAt === null ? words.inSetting : <When at={changedAt} />}</Fact>
      </Facts>
      <ForOperators
        text={isCurrent ? words.rotate : words.rotateNow(number(outdatedValueCount))}
        command={ROTATE}
      />
    </>
  )
}

/** A command or setting for the machine of the server. */
function ForOperators({ text, command }: { readonly text: string; readonly command: string }) {
  return (
    <div className="flex flex-col gap-2 border-t px-4 py-3.5">
      <p className="text-sm text-muted-foreground">{text}</p>
      <CodeBlock text={command} />
    </div>
  )
}
