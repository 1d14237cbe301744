import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'

/** Asks before it cuts, and tells afterwards what could not be done from here. */
export function Disconnect({
  connection,
  provider,
}: {
  readonly connection: Connection
  readonly provider: string
}) {
  const queries = useQueryClient()
  const cut = useMutation({
    mutationFn: () => server.disconnect(connection.id),
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
          {report.authorizedAppsUrl && (
            <a className="button" href={report.authorizedAppsUrl} target="_blank" rel="noreferrer">
              {words.removal(provider)}
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
