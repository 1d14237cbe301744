import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Row, Rows } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { useMe } from '../session/me.ts'
import { browserInWords } from './browser-in-words.ts'
import { placeInWords } from './place-in-words.ts'

const words = texts.sessions

export function SessionsPage() {
  const queries = useQueryClient()
  const me = useMe().data
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: server.listSessions })
  const revoke = useMutation({
    mutationFn: server.revokeSession,
    // Revoking the current session signs out here, so all queries are reset.
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <div className="mx-auto w-full max-w-2xl">
      <Page title={words.title} lead={words.lead}>
        <Problem error={sessions.error ?? revoke.error} />
        {sessions.isPending && <Skeleton />}
        {sessions.data && (
          <div className="rounded-lg border bg-card">
            <Rows>
              {sessions.data.map(({ id, token, userAgent, createdAt, lastSeenAt, ...place }) => (
                <Row
                  key={id}
                  actions={
                    <Button
                      look="outline"
                      size="small"
                      disabled={revoke.isPending}
                      onClick={() => revoke.mutate(token)}
                    >
                      {words.signOut}
                      <span className="sr-only"> {browserInWords(userAgent) ?? words.unknownBrowser}</span>
                    </Button>
                  }
                >
                  <h2 className="flex flex-wrap items-center gap-2 text-base">
                    {browserInWords(userAgent) ?? words.unknownBrowser}{' '}
                    {id === me?.sessionId && <Tag>{words.current}</Tag>}
                  </h2>
                  <p className="text-sm text-muted-foreground">
                    {placeInWords(place)} · {words.signedIn} <When at={createdAt} />, {words.lastSeen}{' '}
                    <When at={lastSeenAt ?? createdAt} />
                  </p>
                </Row>
              ))}
            </Rows>
          </div>
        )}
      </Page>
    </div>
  )
}
