import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ServerDescription } from '@letterlock/sdk'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { Badge, Tag } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { describeServer } from './describe-server.ts'
import { EncryptionState } from './encryption-state.tsx'
import { warningInWords } from './warning-in-words.ts'

const words = texts.server
/** A state and where it leads, with room between. */
const BESIDE = 'flex flex-wrap items-baseline gap-x-3 gap-y-1'
/** Accepting an event is not an event itself, so this is polled. */
const LIVE_MS = 5000

/** The state of the server, for owners and admins. */
export function ServerPage() {
  const described = useQuery({ ...describeServer, staleTime: 0, refetchInterval: LIVE_MS })
  return (
    <Page title={texts.nav.server} lead={words.lead}>
      <Problem error={described.error} onRetry={() => described.refetch()} />
      {described.isPending && <Skeleton />}
      {described.data && <Described {...described.data} />}
    </Page>
  )
}

function Described(described: ServerDescription) {
  const { version, simulated, warnings, database, deliveries, encryptionKeys } = described
  const { waitingCount } = deliveries
  const isWell = warnings.length === 0 && waitingCount === 0 && encryptionKeys.outdatedValueCount === 0
  return (
    <>
      {isWell && <Notice kind="ok">{words.well}</Notice>}
      {warnings.map((warning) => {
        const { detail, nextStep } = warningInWords(warning)
        return (
          <Notice key={detail} kind="warn">
            <p className="font-medium" data-testid={`warning-${warning.code}`}>
              {detail}
            </p>
            <p className="text-muted-foreground">{nextStep}</p>
          </Notice>
        )
      })}
      <Card title={words.running} flush>
        <Facts>
          <Fact name={words.version}>
            <span className={BESIDE}>
              {version} {simulated && <Tag>{words.simulated}</Tag>}
            </span>
          </Fact>
          <Fact name={words.database}>
            {database.name}, {database.isShared ? words.shared : words.notShared}
          </Fact>
          <Fact name={words.encryptionKeys}>
            <span className={BESIDE}>
              <EncryptionState encryptionKeys={encryptionKeys} />
              <Link to="/settings" hash="encryption-keys" className="link">
                {words.keys}
              </Link>
            </span>
          </Fact>
          <Fact name={words.deliveries}>
            <span className={BESIDE}>
              <Badge
                tone={waitingCount === 0 ? 'ok' : 'warn'}
                icon={waitingCount === 0 ? CircleCheck : TriangleAlert}
                testId="deliveries"
              >
                {waitingCount === 0 ? words.noneWaiting : words.waiting(waitingCount)}
              </Badge>
              <Link to="/webhooks" className="link">
                {texts.nav.webhooks}
              </Link>
            </span>
          </Fact>
        </Facts>
      </Card>
    </>
  )
}
