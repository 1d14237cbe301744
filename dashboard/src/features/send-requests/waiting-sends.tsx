import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { texts } from '../../words/index.ts'
import { useRole } from '../session/me.ts'

const words = texts.attention
const MAX_SHOWN = 3

/** Campaigns that wait for approval, above every page; the overview lists them itself. */
export function WaitingSends() {
  const { isAdmin } = useRole()
  const isOverview = useLocation().pathname === '/' && isAdmin
  const waiting = useQuery({
    queryKey: ['send-requests', 'pending'],
    queryFn: () => server.listSendRequests({ status: 'pending' }),
  })
  const items = waiting.data?.items.slice(0, MAX_SHOWN) ?? []
  if (isOverview || items.length === 0) return null
  return (
    <div className="mb-4 flex flex-col gap-2" data-testid="waiting-sends">
      {items.map(({ id, campaignName, accountName, requestedBy }) => (
        <Notice
          key={id}
          kind="warn"
          role="status"
          actions={
            <Link
              to="/send-requests/$sendRequestId"
              params={{ sendRequestId: id }}
              className={buttonClass({ look: 'outline', size: 'small' })}
            >
              {words.reviewSendRequest}
            </Link>
          }
        >
          <b className="font-semibold">{words.sendRequest(campaignName, accountName)}</b>{' '}
          {requestedBy !== null && words.requestedBy(requestedBy)}
        </Notice>
      ))}
    </div>
  )
}
