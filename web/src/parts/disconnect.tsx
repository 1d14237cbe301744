import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/client'
import { hub } from '../hub.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm.tsx'

/** Asks before it cuts, and tells afterwards what could not be done from here. */
export function Disconnect({
  connection,
  platform,
}: {
  readonly connection: Connection
  readonly platform: string
}) {
  const queries = useQueryClient()
  const cut = useMutation({
    mutationFn: () => hub.disconnect(connection.id),
    onSettled: () => queries.invalidateQueries(),
  })
  const words = texts.connection
  // What was told stays with the connection until it is connected again.
  const report = connection.disconnectReport
  return (
    <>
      {report && (
        <div className="report" role="status">
          <h2>{words.cutTitle}</h2>
          <p>{report.detail}</p>
          {report.removalUrl && (
            <a className="button" href={report.removalUrl} target="_blank" rel="noreferrer">
              {words.removal(platform)}
            </a>
          )}
        </div>
      )}
      {connection.credential !== null && (
        <Confirm
          label={words.disconnect}
          title={words.confirmTitle(connection.account.name)}
          text={words.confirmText}
          yes={words.confirmYes}
          no={words.confirmNo}
          busy={cut.isPending}
          error={cut.error}
          onYes={() => cut.mutateAsync()}
        />
      )}
    </>
  )
}
